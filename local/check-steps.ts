/** One check of `npm test`. `jest` steps count their tests; another step counts as one, unless its last line says `N passed, N failed`. */
export type CheckStep = { name: string; command: string[]; jest?: boolean };

const jest = ["node", "--experimental-vm-modules", "--disable-warning=ExperimentalWarning", "node_modules/jest/bin/jest.js"];

export const checkSteps: CheckStep[] = [
  { name: "format", command: ["oxfmt", "--check"] },
  { name: "lint", command: ["oxlint", "--deny-warnings"] },
  { name: "types server", command: ["tsc", "-p", "server"] },
  { name: "types client", command: ["tsc", "-p", "client"] },
  { name: "types tools", command: ["tsc", "-p", "tools/generated"] },
  { name: "unused code", command: ["knip"] },
  { name: "tests server", command: [...jest, "--config", "server/jest.config.mjs"], jest: true },
  { name: "tests client", command: [...jest, "--config", "client/jest.config.mjs"], jest: true },
  { name: "generated files", command: ["node", "tools/generated/check.ts"] },
];

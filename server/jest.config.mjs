/** Node runs the TypeScript as it is; Jest only finds and runs the tests. */
export default {
  rootDir: "..",
  roots: ["<rootDir>/server", "<rootDir>/local", "<rootDir>/migrations"],
  testEnvironment: "node",
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {},
  globalSetup: "<rootDir>/server/test/global-setup.ts",
  globalTeardown: "<rootDir>/server/test/global-teardown.ts",
  maxWorkers: 2,
  testTimeout: 30_000,
};

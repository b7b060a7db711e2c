import type { Plugin } from "vite";

/**
 * The package's exports lead to its development build only; that for production differs in the first of these lines. The others let the
 * bundler leave out the components that nothing uses: names for developers' tools, and calls that it must be told do nothing by themselves.
 */
const changes: [RegExp, string][] = [
  [/^var ENABLE_DEV_WARNINGS = true;$/m, "var ENABLE_DEV_WARNINGS = false;"],
  [/^\w+\.displayName = "\w+";$/gm, ""],
  [/ = (?=React\d*\.(?:forwardRef|memo|createContext)\()/g, " = /* @__PURE__ */ "],
];

/** Leaves out of React Router what only its developers need. Fails the build when a new release is written otherwise. */
export function smallRouter(): Plugin {
  let isDone = false;
  return {
    name: "gatehouse:small-router",
    apply: "build",
    transform: {
      filter: { id: /node_modules\/react-router\/dist\/.*\.mjs$/ },
      handler(code) {
        if (!changes.every(([pattern]) => code.search(pattern) >= 0)) return null;
        isDone = true;
        return { code: changes.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), code), map: null };
      },
    },
    buildEnd(error) {
      if (!error && !isDone) this.error("React Router is not written as small-router-plugin.ts expects.");
    },
  };
}

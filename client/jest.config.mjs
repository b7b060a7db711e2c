export default {
  displayName: "client",
  rootDir: import.meta.dirname,
  roots: ["<rootDir>/src"],
  testEnvironment: "<rootDir>/jest-environment.mjs",
  transform: {
    "\\.m?[jt]sx?$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript", tsx: true }, transform: { react: { runtime: "automatic" } }, target: "es2024" },
        module: { type: "commonjs" },
      },
    ],
  },
};

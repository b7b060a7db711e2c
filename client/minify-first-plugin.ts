import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { minifySync, type Plugin } from "vite";

/** Minifies `first.js`, which every page waits for and Vite only copies; before it is compressed. */
export function minifyFirst(): Plugin {
  let file = "";
  return {
    name: "gatehouse:minify-first",
    apply: "build",
    configResolved: (config) => void (file = join(resolve(config.root, config.build.outDir), "first.js")),
    closeBundle() {
      const { code, errors } = minifySync(file, readFileSync(file, "utf8"), { module: false });
      if (errors.length > 0) this.error(`first.js: ${errors.map(({ message }) => message).join(" ")}`);
      writeFileSync(file, code);
    },
  };
}

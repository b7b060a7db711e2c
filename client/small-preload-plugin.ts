import type { Plugin } from "vite";

const helperId = "\0vite/preload-helper.js";

/**
 * What Vite wraps a dynamic import in, without what old browsers and separate style sheets would need: the sign-in page pays for each
 * byte. A style sheet that is named is one that the page has already: that of the console's start, whose code a part uses.
 */
const helper = `
const asked = new Set();
export const __vitePreload = (load, files = []) => {
  for (const file of files) {
    if (asked.has(file) || file.endsWith(".css")) continue;
    asked.add(file);
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = "/" + file;
    document.head.append(link);
  }
  return load();
};`;

/** Replaces Vite's helper for preloading. Fails the build when a lazy part brings a style sheet, which this one would not load. */
export function smallPreload(): Plugin {
  return {
    name: "gatehouse:small-preload",
    apply: "build",
    enforce: "pre",
    load: (id) => (id === helperId ? helper : null),
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === "chunk" && chunk.isDynamicEntry && chunk.viteMetadata?.importedCss.size)
          this.error(`${chunk.fileName} brings a style sheet of its own: import it in main.tsx.`);
    },
  };
}

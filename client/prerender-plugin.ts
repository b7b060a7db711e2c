import { basename } from "node:path";
import { type Plugin, runnerImport } from "vite";
import type { prerenderAuthPage } from "./src/prerender-auth-page.tsx";

type Renderer = { prerenderAuthPage: typeof prerenderAuthPage };

const authPages = ["sign-in", "sign-up", "setup"] as const;

/** Writes the markup of the auth pages into their HTML, so that they are there before any script. */
export function prerenderAuthPages(): Plugin {
  return {
    name: "gatehouse:prerender",
    transformIndexHtml: {
      order: "post",
      async handler(html, { filename }) {
        const page = authPages.find((name) => basename(filename) === `${name}.html`);
        if (!page) return html;
        const entry = new URL("./src/prerender-auth-page.tsx", import.meta.url).pathname;
        const { module } = await runnerImport<Renderer>(entry, { configFile: false, logLevel: "error" });
        return inOrderOfNeed(html).replace("<!--page-->", () => module.prerenderAuthPage(page));
      },
    },
  };
}

/**
 * What the first paint waits for comes first: the style sheet gets the connection that brought the page and is already
 * open, which on a slow network paints a round trip sooner.
 */
function inOrderOfNeed(html: string): string {
  const needed = [/\s*<link rel="stylesheet"[^>]*>/g, /\s*<script src="[^>]*><\/script>/g].flatMap((tag) => html.match(tag) ?? []);
  const rest = needed.reduce((left, tag) => left.replace(tag, ""), html);
  return rest.replace(/\s*<script type="module"/, (script) => needed.join("") + script);
}

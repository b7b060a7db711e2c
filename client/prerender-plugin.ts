import { basename } from "node:path";
import { type IndexHtmlTransformContext, type Plugin, runnerImport } from "vite";
import type { prerenderAuthPage } from "./src/prerender-auth-page.tsx";

type Renderer = { prerenderAuthPage: typeof prerenderAuthPage };

/** The pages before being signed in. */
export const doorPages = [
  "sign-in",
  "sign-up",
  "setup",
  "verify",
  "confirm",
  "forgot",
  "undo-email-change",
  "undo-additions",
  "unblock",
  "keep-account",
  "join",
] as const;

/** Writes the markup of the auth pages into their HTML, so that they are there before any script. */
export function prerenderAuthPages(): Plugin {
  return {
    name: "gatehouse:prerender",
    transformIndexHtml: {
      order: "post",
      async handler(html, { filename, bundle }) {
        const page = doorPages.find((name) => basename(filename) === `${name}.html`);
        if (!page) return html;
        const entry = new URL("./src/prerender-auth-page.tsx", import.meta.url).pathname;
        const { module } = await runnerImport<Renderer>(entry, { configFile: false, logLevel: "error" });
        return (bundle ? inOrderOfNeed(html, chunksOf(page, bundle)) : html).replace("<!--page-->", () => module.prerenderAuthPage(page));
      },
    },
  };
}

/** The page's own code and what it needs: auth.tsx would ask for them only once it has arrived itself. */
function chunksOf(page: string, bundle: NonNullable<IndexHtmlTransformContext["bundle"]>): string[] {
  const own = Object.values(bundle).find(
    (chunk) => chunk.type === "chunk" && chunk.facadeModuleId?.endsWith(`/features/${page}/${page}-page.tsx`),
  );
  if (own?.type !== "chunk") throw new Error(`The build has no file of the page ${page}.`);
  return [...own.imports, own.fileName].map((file) => `/${file}`);
}

const moduleScript = /\s*<script type="module"[^>]* src="([^"]*)"[^>]*><\/script>/g;

/**
 * The style sheet gets the connection that brought the page and is already open. The page's own scripts are only named:
 * `first.js` runs them once the prerendered page has been painted. Only the largest, the chunk that vite.config.ts calls
 * "gate", is fetched meanwhile, at low priority: that makes the page interactive a round trip sooner and delays no paint.
 */
function inOrderOfNeed(html: string, chunks: string[]): string {
  const styles = html.match(/\s*<link rel="stylesheet"[^>]*>/g) ?? [];
  const modules = [...new Set([...[...html.matchAll(moduleScript)].map(([, source]) => source), ...chunks])];
  const early = modules
    .filter((source) => source?.includes("/gate-"))
    .map((source) => `\n    <link rel="modulepreload" fetchpriority="low" crossorigin href="${source}">`);
  const first = `\n    <script async src="/first.js" data-modules="${modules.join(" ")}"></script>`;
  const rest = [...styles, /\s*<script src="\/first.js"><\/script>/, moduleScript].reduce<string>(
    (left, tag) => left.replace(tag, ""),
    html,
  );
  return rest.replace(/\s*<\/head>/, (end) => styles.join("") + first + early.join("") + end);
}

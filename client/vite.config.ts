import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { minifyFirst } from "./minify-first-plugin.ts";
import { precompress } from "./precompress-plugin.ts";
import { doorPages, prerenderAuthPages } from "./prerender-plugin.ts";
import { smallPreload } from "./small-preload-plugin.ts";
import { smallRouter } from "./small-router-plugin.ts";

const api = "http://127.0.0.1:3000";

/**
 * What the auth pages need is one file beside their own, shared with the console: on a slow network each further file
 * costs a round trip, and many small ones compress worse.
 */
const gate =
  /vite[\\/]preload-helper|node_modules[\\/](react|react-dom|scheduler)[\\/]|src[\\/]lib[\\/](?!api|describe|door|format|fresh|new-|organization|passkey|password|use-password|session[\\/](act|browser-act|renew|signed|switch|use|watch))|src[\\/]ui[\\/](button|class-names|failure-notice|notice|password-field|seal|text-)/;

/** What begins an auth page, and what several of them share; the console must have none of it. */
const door =
  /src[\\/](auth\.tsx|auth-page|features[\\/]setup[\\/]setup-token|lib[\\/]door[\\/](kept|mailed-link|use-(go|kept))|ui[\\/](auth-(form|shell)|email-field))/;

/** What browsers do not have, or only developers: told so, the minifier leaves out what React and its scheduler would do with it. */
const absent = { __REACT_DEVTOOLS_GLOBAL_HOOK__: "undefined", "process.emit": "undefined", setImmediate: "undefined" };

export default defineConfig(({ command }) => ({
  plugins: [react(), tailwindcss(), smallPreload(), smallRouter(), prerenderAuthPages(), minifyFirst(), precompress()],
  server: { proxy: { "/api": api, "/docs": api, "/openapi.json": api } },
  define: command === "build" ? absent : {},
  build: {
    target: "es2022",
    // What check-budgets.ts reads.
    manifest: true,
    // Inlined files would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // The HTML of an auth page names the files of its own, and the pages it can turn to share most of them. What every page begins with
      // is there already.
      resolveDependencies: (_file, files, { hostId, hostType }) => {
        if (hostType !== "js") return files;
        return /\/door-/.test(hostId) ? [] : files.filter((file) => !/\/(gate|rolldown-runtime)-/.test(file));
      },
    },
    rolldownOptions: {
      input: ["index.html", ...doorPages.map((name) => `${name}.html`)],
      output: {
        codeSplitting: {
          groups: [
            { name: "gate", test: gate },
            { name: "door", test: door },
            // All pages of the console read through it, and one piece is smaller than its eight.
            { name: "query", test: /node_modules[\\/]@tanstack[\\/]/, includeDependenciesRecursively: false },
            // One piece for every question over the page; by itself it would fall into four.
            { name: "dialog", test: /src[\\/]ui[\\/](confirm-)?dialog/ },
            // Nearly every page calls; in small files the pieces of that would be larger.
            {
              name: "calls",
              test: /src[\\/]lib[\\/](api|api-security|describe-methods|fresh-proof|organization-doubt|session[\\/](renew-token|use-read-only))\./,
              includeDependenciesRecursively: false,
            },
            {
              name: "parts",
              test: /src[\\/]ui[\\/](changes|definition-list|failure-toast|form|icon-button|page-link|section)\./,
              includeDependenciesRecursively: false,
            },
            // What the page of the members and the questions over it share: else those would bring the whole page along.
            {
              name: "members",
              test: /src[\\/]features[\\/]members[\\/](change-role|member-queries|use-grantable-roles)\./,
              includeDependenciesRecursively: false,
            },
            { name: "select", test: /src[\\/]ui[\\/]select\./, includeDependenciesRecursively: false },
            // What nearly every list has; the console begins with the names of all its pieces, so fewer make it smaller.
            {
              name: "list",
              test: /src[\\/]ui[\\/](email-address|empty-state|entry-list|out-of-date|time|use-focus-kept|use-kept)\./,
            },
          ],
        },
      },
    },
  },
}));

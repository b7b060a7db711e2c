import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./precompress-plugin.ts";
import { doorPages, prerenderAuthPages } from "./prerender-plugin.ts";
import { smallPreload } from "./small-preload-plugin.ts";

const api = "http://127.0.0.1:3000";

/**
 * What the auth pages need is one file beside their own, shared with the console: on a slow network each further file
 * costs a round trip, and many small ones compress worse.
 */
const gate =
  /vite[\\/]preload-helper|node_modules[\\/](react|react-dom|scheduler)[\\/]|src[\\/]lib[\\/](?!api|describe|door|format|fresh|new-|passkey|password|use-password|session[\\/](act|browser-act|signed|use|watch))|src[\\/]ui[\\/](button|class-names|failure-notice|notice|password-field|seal|text-)/;

/** What several of the auth pages share and the console does not have. */
const door = /src[\\/](auth-page|lib[\\/]door[\\/](kept|mailed-link|use-(go|kept))|ui[\\/](auth-(form|shell)|email-field))/;

export default defineConfig({
  plugins: [react(), tailwindcss(), smallPreload(), prerenderAuthPages(), precompress()],
  server: { proxy: { "/api": api, "/docs": api, "/openapi.json": api } },
  build: {
    target: "es2022",
    // What check-budgets.ts reads.
    manifest: true,
    // Inlined files would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // The HTML of an auth page names the files of its own, and the pages it can turn to share most of them.
      resolveDependencies: (_file, files, { hostId, hostType }) => (hostType === "js" && /\/(auth|door)-/.test(hostId) ? [] : files),
    },
    rolldownOptions: {
      input: ["index.html", ...doorPages.map((name) => `${name}.html`)],
      output: {
        codeSplitting: {
          groups: [
            { name: "gate", test: gate },
            { name: "door", test: door },
            // One piece for every question over the page; by itself it would fall into four.
            { name: "dialog", test: /src[\\/]ui[\\/](confirm-)?dialog/ },
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
});

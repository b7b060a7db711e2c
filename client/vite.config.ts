import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./precompress-plugin.ts";
import { prerenderAuthPages } from "./prerender-plugin.ts";

const api = "http://127.0.0.1:3000";

/**
 * What the auth pages need is one file beside their own, shared with the console: on a slow network each further file
 * costs a round trip, and many small ones compress worse.
 */
const gate =
  /node_modules[\\/](react|react-dom|scheduler)[\\/]|src[\\/]lib[\\/](?!api|describe|format)|src[\\/]ui[\\/](button|class-names|failure-notice|notice|seal|text-link|text-field|(new-)?password-field)/;

export default defineConfig({
  plugins: [react(), tailwindcss(), prerenderAuthPages(), precompress()],
  server: { proxy: { "/api": api, "/docs": api, "/openapi.json": api } },
  build: {
    target: "es2022",
    // What check-budgets.ts reads.
    manifest: true,
    // Inlined files would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ["index.html", "sign-in.html", "sign-up.html", "setup.html"],
      output: { codeSplitting: { groups: [{ name: "gate", test: gate }] } },
    },
  },
});

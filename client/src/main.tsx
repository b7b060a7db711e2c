import "./console.css";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, RouterProvider } from "react-router";
import { routes } from "./app/routes.tsx";
import { session } from "./lib/session/browser-session.ts";
import { ToastProvider } from "./ui/toasts.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root.");

session.start({ ask: true });
// Asked for before there is text, the faces arrive with the first page. A slower network would bring them too late to be shown.
if (performance.now() < 1_000) {
  for (const face of [`13px "Instrument Sans Variable"`, `12px "Commit Mono"`]) document.fonts.load(face).catch(() => {});
}

const development = import.meta.env.DEV ? (await import("./dev/route.tsx")).developmentRoutes : [];

createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <ToastProvider>
        <RouterProvider router={createBrowserRouter([...development, ...routes])} />
      </ToastProvider>
    </CSPProvider>
  </StrictMode>,
);

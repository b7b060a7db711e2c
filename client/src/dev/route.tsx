import type { RouteObject } from "react-router";

/** Pages that exist in development only. */
export const developmentRoutes: RouteObject[] = [
  { path: "/dev/ui", lazy: async () => ({ Component: (await import("./ui-page.tsx")).UiPage }) },
];

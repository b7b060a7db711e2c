import type { ComponentType } from "react";
import { PageNotLoaded } from "./page-not-loaded.tsx";

/**
 * Loads a page for the router; what explains the failure when it does not arrive. Never rejects: the router draws nothing
 * at all, not even its error boundary, for a route whose code did not arrive.
 */
export function loadPage(load: () => Promise<ComponentType>) {
  return (): Promise<{ Component: ComponentType }> =>
    load().then(
      (Component) => ({ Component }),
      () => ({ Component: PageNotLoaded }),
    );
}

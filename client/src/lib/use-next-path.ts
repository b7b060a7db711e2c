import { useSyncExternalStore } from "react";
import { nextPath } from "./next-path.ts";

const never = () => () => {};

/** Where this page's address says to go afterwards; "/" while it is as it was prerendered. */
export function useNextPath(): string {
  return useSyncExternalStore(
    never,
    () => nextPath(location.search, location.origin),
    () => "/",
  );
}

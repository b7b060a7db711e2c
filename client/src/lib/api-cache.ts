import { onlineManager, QueryClient } from "@tanstack/react-query";
import { Problem, Unreachable } from "./problem.ts";

/** Makes the cache of what was read from the API. It asks again by itself only where that can help. */
export function createApiCache({ mostRetries = 2 } = {}): QueryClient {
  // It takes for granted to be online until an event says otherwise, and would miss the way back.
  onlineManager.setOnline(navigator.onLine);
  const retry = (failures: number, error: Error) => failures < mostRetries && mayPass(error);
  return new QueryClient({
    defaultOptions: {
      // A browser's "offline" is a guess in both directions: every read is tried, and an answer or its absence decides.
      queries: { networkMode: "always", refetchOnReconnect: true, retry, retryDelay },
      mutations: { networkMode: "always" },
    },
  });
}

function mayPass(error: Error): boolean {
  if (error instanceof Unreachable) return navigator.onLine;
  return error instanceof Problem && (error.status >= 500 || error.status === 429);
}

function retryDelay(failures: number, error: Error): number {
  const askedSeconds = error instanceof Problem ? error.retryAfterSeconds : null;
  return askedSeconds === null ? 1_000 * 2 ** failures : Math.min(askedSeconds, 10) * 1_000;
}

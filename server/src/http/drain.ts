import type { IncomingMessage, Server, ServerResponse } from "node:http";

/** How often connections are looked at that have just become idle. */
const LOOK_MS = 100;

/** Tells clients of answers given from now on to come back by another connection. Call it once, before the server listens. */
export function drainable(server: Server): { drain(capMs: number): Promise<void> } {
  let isDraining = false;
  server.prependListener("request", (_request: IncomingMessage, response: ServerResponse) => {
    if (isDraining) response.setHeader("Connection", "close");
  });

  return {
    /**
     * Takes no new connections and resolves when every request under way has been answered, or hard at the cap. A kept-alive
     * connection whose answer was begun before is closed as soon as it is idle.
     */
    async drain(capMs) {
      isDraining = true;
      const look = setInterval(() => server.closeIdleConnections(), LOOK_MS);
      const cap = setTimeout(() => server.closeAllConnections(), capMs);
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeIdleConnections();
      });
      clearInterval(look);
      clearTimeout(cap);
    },
  };
}

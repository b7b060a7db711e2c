import { createServer } from "node:net";

/** A TCP port that was free on `host` a moment ago; whoever binds it must still cope with having lost it. `wanted` is returned when it is free. */
export async function freePort(host: string, wanted = 0): Promise<number> {
  if (wanted !== 0 && !(await isPortFree(host, wanted))) return freePort(host);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once("error", reject);
  server.listen({ host, port: wanted, exclusive: true }, () => {
    const address = server.address();
    server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
  });
  return promise;
}

/** Whether `port` can be listened on at `host` now; a host this machine does not have (no IPv6) counts as free. */
export async function isPortFree(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code !== "EADDRINUSE" && error.code !== "EACCES"));
  server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  return promise;
}

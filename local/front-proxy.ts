import { readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { join } from "node:path";
import { createApiProxy } from "./api-proxy.ts";
import { projectRoot } from "./project.ts";
import { isApiPath, isHiddenPath, requestPath } from "./request-path.ts";
import { createStaticSite, sendText } from "./static-site.ts";

export type FrontProxyOptions = {
  /** 0 picks a free port. */
  port: number;
  /** "localhost" listens on 127.0.0.1 and, where there is one, on ::1: browsers try either. */
  host: string;
  apiOrigin: string;
  /** The console's production build. */
  distDir: string;
  /** After this long without a byte from the API a request is given up; a minute unless set. */
  idleTimeoutMs?: number;
};

export type FrontProxy = {
  origin: string;
  /** Takes no new connection and waits for the answers under way, at most `graceMs` (5 s unless set). */
  close: (graceMs?: number) => Promise<void>;
};

/** Console and API at one address, as nginx does it in production: the console's files with its security headers, the rest passed on. */
export async function startFrontProxy(options: FrontProxyOptions): Promise<FrontProxy> {
  const site = createStaticSite(options.distDir, consoleHeaders());
  const api = createApiProxy(options.apiOrigin, options.idleTimeoutMs);
  const listener: RequestListener = (request, response) => {
    const path = requestPath(request.url);
    if (path === undefined) sendText(response, 400, "This address cannot be understood.\n");
    else if (isApiPath(path)) api.forward(request, response);
    else if (isHiddenPath(path)) sendText(response, 404, "There is nothing here.\n");
    else site(request, response, path);
  };
  const { servers, port } = await listenOnAll(listener, options);
  return {
    origin: `http://${options.host}:${port}`,
    close: async (graceMs = 5_000) => {
      await Promise.all(servers.map((server) => closeServer(server, graceMs)));
      api.close();
    },
  };
}

async function listenOnAll(listener: RequestListener, { host, port }: FrontProxyOptions): Promise<{ servers: Server[]; port: number }> {
  if (host !== "localhost") {
    const server = await listen(listener, host, port);
    return { servers: [server], port: portOf(server) };
  }
  const first = await listen(listener, "127.0.0.1", port);
  try {
    return { servers: [first, await listen(listener, "::1", portOf(first))], port: portOf(first) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT") return { servers: [first], port: portOf(first) };
    first.close();
    throw error;
  }
}

async function listen(listener: RequestListener, host: string, port: number): Promise<Server> {
  const server = createServer(listener);
  const { promise, resolve, reject } = Promise.withResolvers<Server>();
  server.once("error", reject);
  server.listen({ host, port, exclusive: true }, () => resolve(server));
  return promise;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  server.close(() => resolve());
  server.closeIdleConnections();
  await promise;
  clearTimeout(timer);
}

/** The `https` half of the file concerns deployments with TLS; this front speaks plain HTTP. */
function consoleHeaders(): Record<string, string> {
  const file = readFileSync(join(projectRoot, "client", "security-headers.json"), "utf8");
  return (JSON.parse(file) as { all: Record<string, string> }).all;
}

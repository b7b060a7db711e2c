import { createServer, type Server } from "node:http";
import { PassThrough } from "node:stream";
import express, { Router } from "express";
import { createAuthentication, type VerifyAccessToken } from "../src/http/authenticate.ts";
import { createLimiter } from "../src/http/limits.ts";
import type { Api } from "../src/http/mount.ts";
import { notFound, problemHandler } from "../src/http/problem-handler.ts";
import { requestContext } from "../src/http/request-context.ts";
import { Problem } from "../src/http/problem.ts";
import { systemClock } from "../src/platform/clock.ts";
import { createLog } from "../src/platform/log.ts";
import { createMetrics } from "../src/platform/metrics.ts";

export type BareApp = { server: Server; logText(): string; close(): void };

const refuseAll: VerifyAccessToken = () => Promise.reject(new Problem("access_token_invalid"));

/** The way in alone, without features or database, to mount an endpoint of a test on. Unless said, every access token is refused. */
export function createBareApp(mountAll: (api: Api) => void, verify: VerifyAccessToken = refuseAll): BareApp {
  let logged = "";
  const sink = new PassThrough().on("data", (chunk: Buffer) => (logged += chunk.toString("utf8")));
  const log = createLog({ level: "debug" }, sink);
  const metrics = createMetrics();
  const api: Api = {
    router: Router({ caseSensitive: true }),
    endpoints: [],
    authenticate: createAuthentication(verify),
    limiter: createLimiter({ redis: null, metrics }),
    proofOf: (principal) => Promise.resolve(principal),
    clock: systemClock,
    isHttps: false,
  };
  mountAll(api);
  const app = express();
  app.set("query parser", "simple");
  app.use(requestContext({ log, metrics, clock: systemClock }));
  app.use(api.router);
  app.use(notFound);
  app.use(problemHandler({ publicUrl: "http://localhost:3000", log }));
  const server = createServer(app);
  return {
    server,
    logText: () => logged,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

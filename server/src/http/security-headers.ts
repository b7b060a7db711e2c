import type { RequestHandler } from "express";
import helmet from "helmet";

/** Headers of every answer of the API. It serves data and one page without scripts, so that almost nothing is allowed. */
export function securityHeaders({ isHttps }: { isHttps: boolean }): RequestHandler {
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], styleSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: isHttps && { maxAge: 63_072_000, includeSubDomains: true },
    referrerPolicy: { policy: "no-referrer" },
    xFrameOptions: { action: "deny" },
  });
  return (request, response, next) => {
    // Tokens and personal data are in most answers: nothing is stored by a cache unless a route says otherwise.
    response.setHeader("Cache-Control", "no-store");
    protect(request, response, next);
  };
}

import type { Request, RequestHandler } from "express";
import { Passport, Strategy } from "passport";
import type { Principal } from "./principal.ts";
import { Problem } from "./problem.ts";

/** Resolves an access token to its principal, or throws the problem that tells why not. */
export type VerifyAccessToken = (token: string) => Promise<Principal>;

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;

/** The token of an `Authorization: Bearer` header (RFC 6750). Undefined without one, a problem when it is malformed. */
export function bearerToken(request: Request): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const token = BEARER.exec(header)?.[1];
  if (!token) throw new Problem("access_token_invalid", { detail: "The Authorization header is not of the form 'Bearer <token>'." });
  return token;
}

class BearerStrategy extends Strategy {
  override name = "bearer";
  // Not a #private member: passport calls `authenticate` on an object that only inherits from this one.
  private readonly verify: VerifyAccessToken;

  constructor(verify: VerifyAccessToken) {
    super();
    this.verify = verify;
  }

  override async authenticate(request: Request): Promise<void> {
    try {
      const token = bearerToken(request);
      if (!token) return this.error(new Problem("access_token_missing"));
      this.success(await this.verify(token));
    } catch (problem) {
      this.error(problem);
    }
  }
}

/** Lets a request pass only with a principal, which stands in `request.user` afterwards. */
export function createAuthentication(verify: VerifyAccessToken): RequestHandler {
  const passport = new Passport();
  passport.use(new BearerStrategy(verify));
  return passport.authenticate("bearer", { session: false }) as RequestHandler;
}

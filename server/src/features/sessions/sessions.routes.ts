import type { Request } from "express";
import { bearerToken, type VerifyAccessToken } from "../../http/authenticate.ts";
import { refuseImpersonator } from "../../http/impersonation.ts";
import { mount, type Api } from "../../http/mount.ts";
import { Problem } from "../../http/problem.ts";
import { clearRefreshCookie, readRefreshCookie, setRefreshCookie } from "../../http/refresh-cookie.ts";
import { requireSameSite } from "../../http/same-site.ts";
import { getUser } from "../users/index.ts";
import type { AccessTokens } from "./access-token.ts";
import { refreshSession, type RefreshDeps } from "./refresh-session.ts";
import { logout, refresh, switchOrganizationEndpoint } from "./sessions.endpoints.ts";
import { issueAccess, issueTokens } from "./signed-in.ts";
import { signOutByRefreshToken } from "./sign-out-by-refresh-token.ts";
import { switchOrganization } from "./switch-organization.ts";
import { signOut } from "./sign-out.ts";

export type SessionRoutesDeps = RefreshDeps & {
  accessTokens: AccessTokens;
  verifyAccessToken: VerifyAccessToken;
  publicUrl: string;
  isHttps: boolean;
};

export function sessionRoutes(api: Api, deps: SessionRoutesDeps): void {
  const { publicUrl, isHttps, db, verifyAccessToken } = deps;

  /** The refresh token and how it came. A cookie counts only from our own pages; the body, which no browser fills by itself, wins. */
  const readRefreshToken = (request: Request, inBody: string | undefined): { token: string; isCookie: boolean } => {
    if (inBody !== undefined) return { token: inBody, isCookie: false };
    const token = readRefreshCookie(request, isHttps);
    if (token === undefined) throw new Problem("refresh_token_missing");
    requireSameSite(request, publicUrl);
    return { token, isCookie: true };
  };

  mount(api, refresh, async ({ body }, { origin, request, response }) => {
    const { token, isCookie } = readRefreshToken(request, body.refreshToken);
    try {
      const session = await refreshSession(deps, token, origin);
      const { answer, refreshToken } = await issueTokens(deps, session, await getUser(db, session.userId));
      if (!isCookie) return { ...answer, refreshToken };
      setRefreshCookie(response, refreshToken, session.expiresAt, isHttps);
      return answer;
    } catch (problem) {
      // Only a session that is over takes its cookie with it: any other failure may be followed by a success.
      if (isCookie && problem instanceof Problem && problem.code === "session_ended") clearRefreshCookie(response, isHttps);
      throw problem;
    }
  });

  mount(api, switchOrganizationEndpoint, async ({ body: { organizationId } }, { principal, origin }) => {
    const { session, user } = await switchOrganization(deps, { principal, organizationId, origin });
    return issueAccess(deps, session, user);
  });

  mount(api, logout, async ({ body }, { origin, request, response }) => {
    const accessToken = bearerToken(request);
    if (accessToken === undefined) {
      const { token } = readRefreshToken(request, body.refreshToken);
      await signOutByRefreshToken(deps, { token, scope: body.scope, origin });
    } else {
      const principal = await verifyAccessToken(accessToken);
      refuseImpersonator(principal, logout);
      const { userId, sessionId } = principal;
      await signOut(deps, { userId, sessionId, scope: body.scope, origin });
    }
    if (body.scope !== "others" && readRefreshCookie(request, isHttps) !== undefined) clearRefreshCookie(response, isHttps);
  });
}

import { mount, type Api } from "../../http/mount.ts";
import { setRefreshCookie } from "../../http/refresh-cookie.ts";
import { requireSameSite } from "../../http/same-site.ts";
import { PASSWORD_MAX_LENGTH } from "../passwords/index.ts";
import { issueTokens, type AccessTokens, type RefreshTokens } from "../sessions/index.ts";
import { hasAdministrator } from "../setup/index.ts";
import { logIn, type LogInDeps } from "./log-in.ts";
import { registerUser, type RegisterDeps } from "./register-user.ts";
import { getAuthOptions, login, register } from "./sign-in.endpoints.ts";

export type SignInRoutesDeps = LogInDeps &
  RegisterDeps & { accessTokens: AccessTokens; refreshTokens: RefreshTokens; publicUrl: string; isHttps: boolean };

export function signInRoutes(api: Api, deps: SignInRoutesDeps): void {
  const { db, passwordMinLength, publicUrl, isHttps } = deps;

  mount(api, getAuthOptions, async () => ({
    password: { minLength: passwordMinLength, maxLength: PASSWORD_MAX_LENGTH },
    registration: "open" as const,
    setupRequired: !(await hasAdministrator(db)),
  }));

  mount(api, register, async ({ body }, { origin }) => {
    await registerUser(deps, { ...body, origin });
    return { status: "accepted" as const };
  });

  mount(api, login, async ({ body: { email, password, refreshTransport } }, { origin, request, response }) => {
    if (refreshTransport === "cookie") requireSameSite(request, publicUrl);
    const { session, user } = await logIn(deps, { email, password, origin });
    const { answer, refreshToken } = issueTokens(deps, session, user);
    if (refreshTransport === "body") return { ...answer, refreshToken };
    setRefreshCookie(response, refreshToken, session.expiresAt, isHttps);
    return answer;
  });
}

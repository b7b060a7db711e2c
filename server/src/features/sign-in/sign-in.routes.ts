import { newBrowser, readBrowser } from "../../http/browser-cookie.ts";
import { mount, type Api } from "../../http/mount.ts";
import { requireSameSite } from "../../http/same-site.ts";
import { PASSWORD_MAX_LENGTH } from "../passwords/index.ts";
import type { RegistrationPolicy } from "../registration-policy/index.ts";
import type { ProviderConfig } from "../../provider-settings.ts";
import { hasAdministrator } from "../setup/index.ts";
import { answerSignIn, type AnswerSignInDeps } from "./answer-sign-in.routes.ts";
import { logIn, type LogInDeps } from "./log-in.ts";
import { getAuthOptions, login } from "./sign-in.endpoints.ts";

export type SignInRoutesDeps = LogInDeps &
  AnswerSignInDeps & {
    passwordMinLength: number;
    config: { registration: RegistrationPolicy; providers: readonly ProviderConfig[] };
  };

export function signInRoutes(api: Api, deps: SignInRoutesDeps): void {
  const { db, passwordMinLength, publicUrl, isHttps, outbox, config } = deps;

  mount(api, getAuthOptions, async () => ({
    password: { minLength: passwordMinLength, maxLength: PASSWORD_MAX_LENGTH },
    registration: config.registration.policy,
    registrationDomains: [...config.registration.domains],
    setupRequired: !(await hasAdministrator(db, outbox.mode)),
    mail: outbox.mode,
    providers: config.providers.map(({ id, name, kind }) => ({ id, name, kind })),
    provesAddresses: outbox.mode === "smtp",
  }));

  mount(api, login, async ({ body: { email, password, keepsAccount, refreshTransport } }, { origin, request, response, ipWaitSeconds }) => {
    if (refreshTransport === "cookie") requireSameSite(request, publicUrl);
    const browser = readBrowser(request, isHttps);
    const given = browser === undefined && refreshTransport === "cookie" ? newBrowser() : undefined;
    const outcome = await logIn(deps, { email, password, keepsAccount, origin, browser, ipWaitSeconds }, given);
    return answerSignIn(deps, { outcome, refreshTransport, browser: browser ?? given, request, response });
  });
}

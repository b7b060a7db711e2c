import { keepBrowser, readBrowser } from "../../http/browser-cookie.ts";
import { mount, type Api } from "../../http/mount.ts";
import { requireSameSite } from "../../http/same-site.ts";
import { proofOf } from "../challenges/index.ts";
import { confirmAddress, type ConfirmDeps } from "./confirm-address.ts";
import { registerUser, type RegisterDeps } from "./register-user.ts";
import { confirmRegistration, register, requestMyVerification, requestVerification, resendConfirmation } from "./registration.endpoints.ts";
import { requestVerificationByPassword, requestVerificationOf, type VerificationDeps } from "./request-verification.ts";
import { askAgain, type AskAgainDeps } from "./ask-again.ts";

export type RegistrationRoutesDeps = RegisterDeps & ConfirmDeps & AskAgainDeps & VerificationDeps & { isHttps: boolean };

export function registrationRoutes(api: Api, deps: RegistrationRoutesDeps): void {
  const { publicUrl, isHttps } = deps;

  mount(api, register, async ({ body }, { origin, request, response }) => {
    const browser = keepBrowser(request, response, isHttps);
    return { status: "accepted" as const, ...(await registerUser(deps, { ...body, browser, origin })) };
  });

  mount(api, confirmRegistration, ({ body }, { origin, request }) => {
    requireSameSite(request, publicUrl);
    const browser = readBrowser(request, isHttps);
    return confirmAddress(deps, { challengeId: body.challengeId, proof: proofOf(body), browser, origin });
  });

  mount(api, resendConfirmation, ({ body: { challengeId } }, { origin, request }) => {
    requireSameSite(request, publicUrl);
    return askAgain(deps, { challengeId, browser: readBrowser(request, isHttps), origin });
  });

  mount(api, requestVerification, ({ body }, { origin, request, response, ipWaitSeconds }) => {
    const credentials = { ...body, origin, browser: readBrowser(request, isHttps), ipWaitSeconds };
    return requestVerificationByPassword(deps, credentials, keepBrowser(request, response, isHttps));
  });

  mount(api, requestMyVerification, (_input, { principal: { userId }, origin, request, response }) =>
    requestVerificationOf(deps, { userId, browser: keepBrowser(request, response, isHttps), origin }),
  );
}

import { keepBrowser, readBrowser } from "../../http/browser-cookie.ts";
import { mount, type Api } from "../../http/mount.ts";
import { requireSameSite } from "../../http/same-site.ts";
import { proofOf, proveChallenge } from "../challenges/index.ts";
import { recoverPassword, type RecoverDeps } from "./recover-password.ts";
import { askToRecover, type AskToRecoverDeps } from "./ask-to-recover.ts";
import { completeRecovery, proveRecovery, requestRecovery } from "./recovery.endpoints.ts";

export type RecoveryRoutesDeps = AskToRecoverDeps & RecoverDeps & { isHttps: boolean };

export function recoveryRoutes(api: Api, deps: RecoveryRoutesDeps): void {
  const { publicUrl, isHttps } = deps;

  mount(api, requestRecovery, async ({ body }, { origin, request, response }) => {
    const browser = keepBrowser(request, response, isHttps);
    return { status: "accepted" as const, challenge: await askToRecover(deps, { ...body, browser, origin }) };
  });

  mount(api, proveRecovery, ({ body }, { request }) => {
    requireSameSite(request, publicUrl);
    const browser = readBrowser(request, isHttps);
    return proveChallenge(deps, { id: body.challengeId, browser, purposes: ["recover_password"], proof: proofOf(body) });
  });

  mount(api, completeRecovery, ({ body }, { origin, request }) => {
    requireSameSite(request, publicUrl);
    return recoverPassword(deps, { ...body, browser: readBrowser(request, isHttps), origin });
  });
}

import { keepBrowser, newBrowser, readBrowser } from "../../http/browser-cookie.ts";
import { mount, type Api } from "../../http/mount.ts";
import { requireSameSite } from "../../http/same-site.ts";
import { unblock } from "./sign-in-guard.endpoints.ts";
import { unblockSignIn, type UnblockDeps } from "./unblock-sign-in.ts";

export type SignInGuardRoutesDeps = UnblockDeps & { publicUrl: string; isHttps: boolean };

export function signInGuardRoutes(api: Api, deps: SignInGuardRoutesDeps): void {
  const { publicUrl, isHttps } = deps;

  mount(api, unblock, async ({ body: { token } }, { origin, request, response }) => {
    requireSameSite(request, publicUrl);
    const browser = readBrowser(request, isHttps) ?? newBrowser();
    const unblocked = await unblockSignIn(deps, { token, browser, origin });
    keepBrowser(request, response, isHttps, browser);
    return unblocked;
  });
}

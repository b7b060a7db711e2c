import { readBrowser } from "../../http/browser-cookie.ts";
import { mount, type Api } from "../../http/mount.ts";
import { changePassword, type ChangePasswordDeps } from "./change-password.ts";
import { changeMyPassword } from "./passwords.endpoints.ts";

export function passwordRoutes(api: Api, deps: Omit<ChangePasswordDeps, "proofOf"> & { isHttps: boolean }): void {
  mount(api, changeMyPassword, ({ body: { currentPassword, newPassword } }, { principal, origin, request }) => {
    const browser = readBrowser(request, deps.isHttps);
    return changePassword({ ...deps, proofOf: api.proofOf }, { principal, origin, browser, currentPassword, newPassword });
  });
}

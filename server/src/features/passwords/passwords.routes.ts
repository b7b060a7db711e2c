import { readBrowser } from "../../http/browser-cookie.ts";
import { mount, type Api } from "../../http/mount.ts";
import { changePassword, type ChangePasswordDeps } from "./change-password.ts";
import { changeMyPassword } from "./passwords.endpoints.ts";

export function passwordRoutes(api: Api, deps: ChangePasswordDeps & { isHttps: boolean }): void {
  mount(api, changeMyPassword, ({ body }, { principal, origin, request }) =>
    changePassword(deps, { principal, origin, browser: readBrowser(request, deps.isHttps), ...body }),
  );
}

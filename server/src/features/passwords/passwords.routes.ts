import { mount, type Api } from "../../http/mount.ts";
import { changePassword, type ChangePasswordDeps } from "./change-password.ts";
import { changeMyPassword } from "./passwords.endpoints.ts";

export function passwordRoutes(api: Api, deps: ChangePasswordDeps): void {
  mount(api, changeMyPassword, ({ body }, { principal, origin }) => changePassword(deps, { principal, origin, ...body }));
}

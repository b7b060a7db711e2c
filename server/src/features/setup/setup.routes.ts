import { mount, type Api } from "../../http/mount.ts";
import { createAdministrator, type CreateAdministratorDeps } from "./create-administrator.ts";
import { createFirstAdministrator } from "./setup.endpoints.ts";

export function setupRoutes(api: Api, deps: CreateAdministratorDeps): void {
  mount(api, createFirstAdministrator, ({ body }, { origin }) => createAdministrator(deps, { ...body, origin }));
}

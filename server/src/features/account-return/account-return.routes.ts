import { mount, type Api } from "../../http/mount.ts";
import { undoMyAdditions } from "./account-return.endpoints.ts";
import { undoAdditions, type UndoAdditionsDeps } from "./undo-additions.ts";

export function accountReturnRoutes(api: Api, deps: UndoAdditionsDeps): void {
  mount(api, undoMyAdditions, ({ body: { token } }, { origin }) => undoAdditions(deps, { token, origin }));
}

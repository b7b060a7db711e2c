import { mount, type Api } from "../../http/mount.ts";
import { getUser } from "../users/index.ts";
import { deleteMyAccount, undoAccountDeletion } from "./account-deletion.endpoints.ts";
import { deleteAccount, type DeleteAccountDeps } from "./delete-account.ts";
import { undoDeletion } from "./reopen-account.ts";

export function accountDeletionRoutes(api: Api, deps: DeleteAccountDeps): void {
  mount(api, deleteMyAccount, async (_input, { principal, origin }) => {
    const { userId } = principal;
    const { name } = await getUser(deps.db, userId);
    return deleteAccount(deps, { userId, actor: { type: "user", id: userId, name }, origin, principal });
  });

  mount(api, undoAccountDeletion, ({ body: { token } }, { origin }) => undoDeletion(deps, { token, origin }));
}

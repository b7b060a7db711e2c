export { accountDeletionRoutes } from "./account-deletion.routes.ts";
export { deleteAccount } from "./delete-account.ts";
export type { ReopenDeps } from "./deletion.ts";
export { deleteUndoLink } from "./deletion-undo-links.queries.ts";
export { eraseDueAccounts } from "./erase-accounts.ts";
export { isUndoable, reopenAccount } from "./reopen-account.ts";

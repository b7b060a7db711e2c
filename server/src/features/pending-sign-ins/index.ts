export type { PendingSignIn } from "./pending-sign-in.ts";
export { createPendingSignIn, getPendingSignIn } from "./pending-sign-ins.ts";
export { deleteOldPendingSignIns, endPendingSignIn, takeTry, voidPendingSignIns } from "./pending-sign-ins.queries.ts";

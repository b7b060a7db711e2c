export type { PendingSignIn } from "./pending-sign-in.ts";
export { createPendingSignIn, getPendingSignIn } from "./pending-sign-ins.ts";
export {
  deleteOldPendingSignIns,
  endPendingSignIn,
  endWaitedInVain,
  listWaitedInVain,
  takeTry,
  voidPendingSignIns,
} from "./pending-sign-ins.queries.ts";

export { createAccessTokens, type AccessTokens } from "./access-token.ts";
export { createDenylist, type Denylist } from "./denylist.ts";
export { endingSessions, type EndSessions } from "./ending-sessions.ts";
export { holdAdministrator, holdAdministratorAndPerson } from "./hold-administrator.ts";
export { holdPrincipal } from "./hold-principal.ts";
export { proveSession } from "./prove-session.ts";
export { createRefreshTokens, type RefreshTokens } from "./refresh-token.ts";
export { createPrincipalResolver } from "./resolve-principal.ts";
export { mySessionRoutes } from "./my-sessions.routes.ts";
export { sessionPageOutput } from "./my-sessions.endpoints.ts";
export { sessionPage, type SessionPageDeps } from "./session-page.ts";
export { sessionRoutes } from "./sessions.routes.ts";
export { issueAccess, issueTokens, signedInOutput, type IssueTokensDeps } from "./signed-in.ts";
export { SESSION_ENDS } from "./session-ends.ts";
export { accessOf } from "./session-access.ts";
export { startSession, type SessionPolicy } from "./start-session.ts";
export type { Session } from "./session.ts";
export {
  deleteOldSessions,
  getSession,
  hasSignedIn,
  insertSession,
  isEnded,
  leaveClosedOrganization,
  leaveOrganization,
  listImpersonationsBy,
  lockLiveSession,
  narrowIdleIn,
} from "./sessions.queries.ts";

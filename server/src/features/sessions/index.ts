export { createAccessTokens, type AccessTokens } from "./access-token.ts";
export { createDenylist, type Denylist } from "./denylist.ts";
export { endingSessions } from "./ending-sessions.ts";
export { createRefreshTokens, type RefreshTokens } from "./refresh-token.ts";
export { createPrincipalResolver } from "./resolve-principal.ts";
export { sessionRoutes } from "./sessions.routes.ts";
export { issueTokens, signedInOutput } from "./signed-in.ts";
export { startSession, type SessionPolicy } from "./start-session.ts";
export type { Session } from "./session.ts";

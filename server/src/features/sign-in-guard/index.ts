export { createSignInGuard, type SignInGuard } from "./guard.ts";
export { guardAttempt, type GuardAttemptDeps } from "./guard-attempt.ts";
export { signInGuardRoutes } from "./sign-in-guard.routes.ts";
export { deleteOldUnblockLinks, endUnblockLinks } from "./unblock-links.queries.ts";

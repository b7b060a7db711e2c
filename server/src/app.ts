import express, { Router, type Express, type Request } from "express";
import type { Deps } from "./deps.ts";
import { accountDeletionRoutes } from "./features/account-deletion/index.ts";
import { accountReturnRoutes } from "./features/account-return/index.ts";
import { accountSecurityRoutes } from "./features/account-security/index.ts";
import { auditRoutes } from "./features/audit/index.ts";
import { challengeRoutes } from "./features/challenges/index.ts";
import { connectionRoutes } from "./features/connections/index.ts";
import { explainRoutes } from "./features/explain/index.ts";
import { impersonationRoutes } from "./features/impersonation/index.ts";
import { instanceOrganizationRoutes } from "./features/instance-organizations/index.ts";
import { invitationRoutes } from "./features/invitations/index.ts";
import { emailChangeRoutes } from "./features/email-change/index.ts";
import { memberRoutes } from "./features/members/index.ts";
import { noticeRoutes } from "./features/notices/index.ts";
import { developmentMailRoutes } from "./features/mail/index.ts";
import { operationsRoutes } from "./features/operations/index.ts";
import { organizationDomainRoutes } from "./features/organization-domains/index.ts";
import { organizationInvitationRoutes } from "./features/organization-invitations/index.ts";
import { organizationPolicyRoutes } from "./features/organization-policies/index.ts";
import { organizationActivityRoutes } from "./features/organization-activity/index.ts";
import { organizationRoutes } from "./features/organizations/index.ts";
import { organizationClosingRoutes } from "./features/organization-closing/index.ts";
import { ownershipTransferRoutes } from "./features/ownership-transfers/index.ts";
import { passkeyRoutes } from "./features/passkeys/index.ts";
import { passwordRoutes } from "./features/passwords/index.ts";
import { personalDataRoutes } from "./features/personal-data/index.ts";
import { puzzleRoutes } from "./features/puzzles/index.ts";
import { recoveryRoutes } from "./features/recovery/index.ts";
import { registrationRoutes } from "./features/registration/index.ts";
import { referenceRoutes } from "./features/reference/index.ts";
import { roleRoutes } from "./features/roles/index.ts";
import { secondFactorRoutes } from "./features/second-factors/index.ts";
import { mySessionRoutes, sessionRoutes } from "./features/sessions/index.ts";
import { setupRoutes } from "./features/setup/index.ts";
import { signInGuardRoutes } from "./features/sign-in-guard/index.ts";
import { secondFactorSignInRoutes, signInRoutes } from "./features/sign-in/index.ts";
import { signInProviderRoutes } from "./features/sign-in-providers/index.ts";
import { signingKeyRoutes } from "./features/signing-keys/index.ts";
import { getProof, stepUpRoutes } from "./features/step-up/index.ts";
import { userAdministrationRoutes } from "./features/user-administration/index.ts";
import { userRoutes } from "./features/users/index.ts";
import { createAuthentication } from "./http/authenticate.ts";
import { trustProxies } from "./http/client-ip.ts";
import type { EndpointDefinition } from "./http/endpoint.ts";
import type { Api } from "./http/mount.ts";
import { notFound, problemHandler } from "./http/problem-handler.ts";
import type { Problem } from "./http/problem.ts";
import { requestContext } from "./http/request-context.ts";
import { securityHeaders } from "./http/security-headers.ts";

export const API_VERSION = "0.1.0";

export type AppOptions = { observeProblem?: (request: Request, problem: Problem) => void };

/** The API: the order of what every request passes, and one line a feature. */
export function createApp(deps: Deps, { observeProblem }: AppOptions = {}): { app: Express; endpoints: readonly EndpointDefinition[] } {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "simple");
  trustProxies(app, deps.config.trustedProxies);

  const api: Api = {
    router: Router({ caseSensitive: true }),
    endpoints: [],
    authenticate: createAuthentication(deps.verifyAccessToken),
    limiter: deps.limiter,
    proofOf: ({ sessionId }) => getProof(deps.db, sessionId),
    clock: deps.clock,
    isHttps: deps.isHttps,
  };
  signInRoutes(api, deps);
  secondFactorSignInRoutes(api, deps);
  signInProviderRoutes(api, deps);
  signInGuardRoutes(api, deps);
  registrationRoutes(api, deps);
  recoveryRoutes(api, deps);
  challengeRoutes(api, deps);
  sessionRoutes(api, deps);
  userRoutes(api, deps);
  mySessionRoutes(api, deps);
  passwordRoutes(api, deps);
  accountSecurityRoutes(api, deps);
  secondFactorRoutes(api, deps);
  passkeyRoutes(api, deps);
  stepUpRoutes(api, deps);
  connectionRoutes(api, deps);
  emailChangeRoutes(api, deps);
  accountReturnRoutes(api, deps);
  noticeRoutes(api, deps);
  auditRoutes(api, deps);
  personalDataRoutes(api, deps);
  accountDeletionRoutes(api, deps);
  organizationRoutes(api, deps);
  roleRoutes(api, deps);
  memberRoutes(api, deps);
  ownershipTransferRoutes(api, deps);
  organizationClosingRoutes(api, deps);
  organizationInvitationRoutes(api, deps);
  organizationDomainRoutes(api, deps);
  organizationPolicyRoutes(api, deps);
  organizationActivityRoutes(api, deps);
  explainRoutes(api, deps);
  puzzleRoutes(api, deps);
  invitationRoutes(api, deps);
  userAdministrationRoutes(api, deps);
  impersonationRoutes(api, deps);
  instanceOrganizationRoutes(api, deps);
  setupRoutes(api, deps);
  signingKeyRoutes(api, { keys: deps.keys, isShared: deps.config.tokens.algorithm === "HS256" });
  operationsRoutes(api, deps);
  developmentMailRoutes(api, deps);
  referenceRoutes(api, { publicUrl: deps.publicUrl, version: API_VERSION });

  app.use(requestContext(deps));
  app.use(securityHeaders({ isHttps: deps.isHttps }));
  app.use(api.router);
  app.use(notFound);
  app.use(problemHandler({ publicUrl: deps.publicUrl, log: deps.log, ...(observeProblem && { observe: observeProblem }) }));
  return { app, endpoints: api.endpoints };
}

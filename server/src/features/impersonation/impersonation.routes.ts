import { mount, type Api } from "../../http/mount.ts";
import { issueAccess, type AccessTokens } from "../sessions/index.ts";
import { endImpersonation, impersonateUser } from "./impersonation.endpoints.ts";
import { startImpersonation, type StartImpersonationDeps } from "./start-impersonation.ts";
import { stopImpersonation } from "./stop-impersonation.ts";

export function impersonationRoutes(api: Api, deps: StartImpersonationDeps & { accessTokens: AccessTokens }): void {
  mount(api, impersonateUser, async ({ params: { userId }, body: { reason } }, { principal, origin }) => {
    const { session, user } = await startImpersonation(deps, { userId, reason, principal, origin });
    return issueAccess(deps, session, user);
  });

  mount(api, endImpersonation, (_input, { principal, origin }) => stopImpersonation(deps, { principal, origin }));
}

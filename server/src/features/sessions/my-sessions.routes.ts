import { mount, type Api } from "../../http/mount.ts";
import { endMySession, listMySessions, nameMySession } from "./my-sessions.endpoints.ts";
import { nameSession } from "./name-session.ts";
import type { RefreshDeps } from "./refresh-session.ts";
import { revokeSession } from "./revoke-session.ts";
import { presentSession, sessionPage, type SessionPageDeps } from "./session-page.ts";

export function mySessionRoutes(api: Api, deps: SessionPageDeps & Pick<RefreshDeps, "denylist">): void {
  mount(api, listMySessions, ({ query }, { principal: { userId, sessionId } }) =>
    sessionPage(deps, { userId, currentId: sessionId, ...query }),
  );

  mount(api, nameMySession, async ({ params, body }, { principal, origin }) => {
    const session = await nameSession(deps, { userId: principal.userId, sessionId: params.sessionId, name: body.name, origin });
    return presentSession(deps, session, principal.sessionId);
  });

  mount(api, endMySession, ({ params: { sessionId } }, { principal: { userId }, origin }) =>
    revokeSession(deps, { userId, sessionId, origin }),
  );
}

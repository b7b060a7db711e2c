import { mount, type Api } from "../../http/mount.ts";
import { decodeIdCursor, encodeIdCursor } from "../../http/id-cursor.ts";
import { Problem } from "../../http/problem.ts";
import { endMySession, listMySessions, nameMySession } from "./my-sessions.endpoints.ts";
import { nameSession } from "./name-session.ts";
import type { RefreshDeps } from "./refresh-session.ts";
import type { Session } from "./session.ts";
import { listLiveSessions } from "./sessions.queries.ts";
import { signOut } from "./sign-out.ts";

/** A session as its owner sees it. */
function present({ authenticationMethods, ...session }: Session, currentId: string) {
  return { ...session, methods: authenticationMethods, isCurrent: session.id === currentId };
}

export function mySessionRoutes(api: Api, deps: Pick<RefreshDeps, "db" | "clock" | "denylist">): void {
  mount(api, listMySessions, async ({ query: { cursor, limit } }, { principal }) => {
    const page = { limit, ...(cursor && { before: decodeIdCursor(cursor) }) };
    const sessions = await listLiveSessions(deps.db, principal.userId, deps.clock(), page);
    const items = sessions.slice(0, limit).map((session) => present(session, principal.sessionId));
    return { items, nextCursor: sessions.length > limit ? encodeIdCursor(items.at(-1)) : null };
  });

  mount(api, nameMySession, async ({ params, body }, { principal, origin }) => {
    const session = await nameSession(deps, { userId: principal.userId, sessionId: params.sessionId, name: body.name, origin });
    return present(session, principal.sessionId);
  });

  mount(api, endMySession, async ({ params: { sessionId } }, { principal, origin }) => {
    const ended = await signOut(deps, { userId: principal.userId, sessionId, scope: "this", reason: "revoked", origin });
    if (ended.length === 0) throw new Problem("not_found");
  });
}

import { mount, type Api } from "../../http/mount.ts";
import { decodeIdCursor, encodeIdCursor } from "../../http/id-cursor.ts";
import type { Geoip } from "../../platform/geoip.ts";
import { endMySession, listMySessions, nameMySession } from "./my-sessions.endpoints.ts";
import { nameSession } from "./name-session.ts";
import type { RefreshDeps } from "./refresh-session.ts";
import { revokeSession } from "./revoke-session.ts";
import type { Session } from "./session.ts";
import { listLiveSessions } from "./sessions.queries.ts";

export function mySessionRoutes(api: Api, deps: Pick<RefreshDeps, "db" | "clock" | "denylist"> & { geoip: Geoip }): void {
  /** A session as its owner sees it. The place is looked up now, so that a newer file tells it better. */
  const present = ({ authenticationMethods, ...session }: Session, currentId: string) => ({
    ...session,
    place: deps.geoip.placeOf(session.ip),
    methods: authenticationMethods,
    isCurrent: session.id === currentId,
  });

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

  mount(api, endMySession, ({ params: { sessionId } }, { principal: { userId }, origin }) =>
    revokeSession(deps, { userId, sessionId, origin }),
  );
}

import { decodeIdCursor, encodeIdCursor } from "../../http/id-cursor.ts";
import { mount, type Api } from "../../http/mount.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { dismissAllNotices, dismissNotice } from "./dismiss-notices.ts";
import { dismissAllMyNotices, dismissMyNotice, listMyNotices } from "./notices.endpoints.ts";
import { countOpenNotices, listNotices } from "./notices.queries.ts";

export function noticeRoutes(api: Api, deps: { db: Db; clock: Clock }): void {
  mount(api, listMyNotices, async ({ query: { cursor, limit } }, { principal: { userId } }) => {
    const page = { limit, ...(cursor && { before: decodeIdCursor(cursor) }) };
    const notices = await listNotices(deps.db, userId, page);
    const items = notices.slice(0, limit);
    const openCount = await countOpenNotices(deps.db, userId);
    return { items, nextCursor: notices.length > limit ? encodeIdCursor(items.at(-1)) : null, openCount };
  });

  mount(api, dismissMyNotice, ({ params: { noticeId } }, { principal: { userId }, origin }) =>
    dismissNotice(deps, { userId, noticeId, origin }),
  );

  mount(api, dismissAllMyNotices, (_input, { principal: { userId }, origin }) => dismissAllNotices(deps, { userId, origin }));
}

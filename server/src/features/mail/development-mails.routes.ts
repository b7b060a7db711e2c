import { decodeIdCursor, encodeIdCursor } from "../../http/id-cursor.ts";
import { mount, type Api } from "../../http/mount.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { getDevelopmentMailHtml, listDevelopmentMails } from "./development-mails.endpoints.ts";
import { findReadableMail, listReadableMails, type StoredMail } from "./mails.queries.ts";
import { openValues, type Outbox } from "./outbox.ts";
import { renderMail } from "./render-mail.ts";

export type DevelopmentMailDeps = { db: Db; encryptionKeys: KeyRing; publicUrl: string; outbox: Outbox };

/** A mail carries its styles with it, and its links open beside the console: nothing else, and the console alone may frame it. */
const FRAMED = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** Mounts nothing unless a page stands in for a mail server, which it never does in production. */
export function developmentMailRoutes(api: Api, { db, encryptionKeys, publicUrl, outbox }: DevelopmentMailDeps): void {
  if (outbox.mode !== "page") return;

  const present = ({ id, kind, recipient, sealedValues, createdAt, expiresAt }: StoredMail) => {
    if (sealedValues === null || kind === "nothing") return [];
    const values = openValues(encryptionKeys, { id, kind, sealedValues });
    return [{ id, kind, to: recipient, createdAt, ...renderMail({ kind, values, createdAt, expiresAt }, publicUrl) }];
  };

  mount(api, listDevelopmentMails, async ({ query: { cursor, limit } }) => {
    const mails = await listReadableMails(db, { limit, ...(cursor && { before: decodeIdCursor(cursor) }) });
    const page = mails.slice(0, limit);
    return { items: page.flatMap(present), nextCursor: mails.length > limit ? encodeIdCursor(page.at(-1)) : null };
  });

  mount(api, getDevelopmentMailHtml, async ({ params: { mailId } }, { response }) => {
    const mail = await findReadableMail(db, mailId);
    const [readable] = mail ? present(mail) : [];
    if (!readable) throw new Problem("not_found");
    response.setHeader("Content-Security-Policy", FRAMED);
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
    return readable.html.replace("<head>", '<head>\n<base target="_blank">');
  });
}

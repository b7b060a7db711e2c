import { createHash, randomBytes } from "node:crypto";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import type { Outbox } from "../mail/index.ts";
import { hasAdministrator, insertSetupLink, lockSetup, voidSetupLinks } from "./setup.queries.ts";

const LIFE_SECONDS = 24 * 3_600;

export function setupTokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

export type CreateSetupLinkDeps = { db: Db; clock: Clock; publicUrl: string; outbox: Pick<Outbox, "mode"> };

/**
 * A one-time link that makes its holder the first administrator, good for a day; undefined when there is one already, as
 * `hasAdministrator` counts: who mistyped their address gets another. The token stands behind "#", so that it reaches no server
 * log and no Referer.
 */
export async function createSetupLink({ db, clock, publicUrl, outbox }: CreateSetupLinkDeps): Promise<string | undefined> {
  return db.transaction(async (tx) => {
    await lockSetup(tx);
    if (await hasAdministrator(tx, outbox.mode)) return undefined;
    const now = clock();
    const token = randomBytes(32).toString("base64url");
    await voidSetupLinks(tx);
    await insertSetupLink(tx, { tokenHash: setupTokenHash(token), createdAt: now, expiresAt: addSeconds(now, LIFE_SECONDS) });
    await recordEvent(tx, { action: "instance.setup_link_created", outcome: "success", actor: { type: "system" } }, now);
    return `${publicUrl}/setup#token=${token}`;
  });
}

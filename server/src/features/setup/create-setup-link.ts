import { createHash, randomBytes } from "node:crypto";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { hasAdministrator, insertSetupLink, lockSetup, voidSetupLinks } from "./setup.queries.ts";

const LIFE_SECONDS = 24 * 3_600;

export function setupTokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/**
 * A one-time link that makes its holder the first administrator, good for a day; undefined when there is one already. The
 * token stands behind "#", so that it reaches no server log and no Referer.
 */
export async function createSetupLink({ db, clock, publicUrl }: { db: Db; clock: Clock; publicUrl: string }): Promise<string | undefined> {
  return db.transaction(async (tx) => {
    await lockSetup(tx);
    if (await hasAdministrator(tx)) return undefined;
    const now = clock();
    const token = randomBytes(32).toString("base64url");
    await voidSetupLinks(tx);
    await insertSetupLink(tx, { tokenHash: setupTokenHash(token), createdAt: now, expiresAt: addSeconds(now, LIFE_SECONDS) });
    await recordEvent(tx, { action: "instance.setup_link_created", outcome: "success", actor: { type: "system" } }, now);
    return `${publicUrl}/setup#token=${token}`;
  });
}

import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Attempt } from "../../platform/jobs.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import type { Log } from "../../platform/log.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { failureReason, MailRefused, type Letterbox } from "./letterbox.ts";
import { deleteMail, findWaitingMail, updateFailed, updateSent, type StoredMail } from "./mails.queries.ts";
import { openValues } from "./outbox.ts";
import { renderMail, type RenderedMail } from "./render-mail.ts";

export type DeliveryDeps = {
  db: Db;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  encryptionKeys: KeyRing;
  publicUrl: string;
  letterbox: Letterbox;
};

const MARK_AGAIN_MS = 1_000;

/**
 * One try to deliver a mail; does nothing when it is settled. Rejects when it is to be tried again. Bears to run twice, but for
 * what the mail server accepted and could not be noted any more.
 */
export async function deliverMail(deps: DeliveryDeps, mailId: string, attempt: Attempt): Promise<void> {
  const mail = await findWaitingMail(deps.db, mailId);
  if (!mail) return;
  if (mail.kind === "nothing") return deleteMail(deps.db, mail.id);
  if (mail.expiresAt && mail.expiresAt <= deps.clock()) return giveUp(deps, mail, "expired", "expired before it could be sent");
  try {
    await deps.letterbox.send({ ...write(deps, mail), id: mail.id, to: mail.recipient, createdAt: mail.createdAt }, attempt.signal);
  } catch (error) {
    if (error instanceof MailRefused) return giveUp(deps, mail, "refused", error.reason);
    if (attempt.isLast) return giveUp(deps, mail, "failed", failureReason(error));
    deps.metrics.mails.inc({ kind: mail.kind, result: "delayed" });
    deps.log.warn({ mailId, kind: mail.kind, reason: failureReason(error) }, "a mail could not be sent and will be tried again");
    throw error;
  }
  deps.metrics.mails.inc({ kind: mail.kind, result: "sent" });
  deps.log.info({ mailId, kind: mail.kind }, "a mail was sent");
  await markSent(deps, mail.id, attempt.signal);
}

function write({ encryptionKeys, publicUrl }: DeliveryDeps, { id, kind, sealedValues, createdAt, expiresAt }: StoredMail): RenderedMail {
  if (sealedValues === null || kind === "nothing") throw new Error(`mail ${id} says nothing`);
  const values = openValues(encryptionKeys, { id, kind, sealedValues });
  return renderMail({ kind, values, createdAt, expiresAt }, publicUrl);
}

/** The mail is out: what is not noted now would send it again. */
async function markSent({ db, clock }: DeliveryDeps, mailId: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      return await updateSent(db, mailId, clock());
    } catch (error) {
      if (signal.aborted) throw error;
      await sleep(MARK_AGAIN_MS);
    }
  }
}

async function giveUp({ db, clock, log, metrics }: DeliveryDeps, mail: StoredMail, result: string, failure: string): Promise<void> {
  await updateFailed(db, mail.id, { failedAt: clock(), failure });
  metrics.mails.inc({ kind: mail.kind, result });
  log.warn({ mailId: mail.id, kind: mail.kind, reason: failure }, "a mail was given up");
}

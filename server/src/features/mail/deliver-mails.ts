import type { Config } from "../../config.ts";
import type { Jobs } from "../../platform/jobs.ts";
import { repeat } from "../../platform/repeat.ts";
import { deliverMail, type DeliveryDeps } from "./deliver-mail.ts";
import { createLetterbox } from "./letterbox.ts";
import { getBacklog } from "./mails.queries.ts";

/** Enough to go on while some answers are slow; few enough for any mail server, and for the database's pool. */
const CONNECTIONS = 4;
const MEASURE_SECONDS = 15;

export type MailDelivery = {
  /** Takes no more mails and lets those on their way arrive, for so long. */
  stop(graceMs: number): Promise<void>;
};

/** Delivers what waits in the queue, until stopped. Undefined without a mail server. One that is down is tried again and stops nothing. */
export function deliverMails(deps: Omit<DeliveryDeps, "letterbox"> & { config: Config; jobs: Jobs }): MailDelivery | undefined {
  const { smtp: server, from } = deps.config.mail;
  if (!server) return undefined;
  const letterbox = createLetterbox({ server, from, connections: CONNECTIONS });
  for (let connection = 0; connection < CONNECTIONS; connection += 1) {
    deps.jobs.work<{ mailId: string }>("mail", ({ mailId }, attempt) => deliverMail({ ...deps, letterbox }, mailId, attempt));
  }
  const gauges = repeat("measure the mail queue", MEASURE_SECONDS, () => measureQueue(deps), deps.log);
  return {
    async stop(graceMs) {
      await gauges.stop();
      await deps.jobs.stop(graceMs);
      letterbox.close();
    },
  };
}

/** Sets the gauges of the queue. Every process tells of the one queue: dashboards take the greatest. */
export async function measureQueue({ db, clock, metrics }: Pick<DeliveryDeps, "db" | "clock" | "metrics">): Promise<void> {
  const { waiting, oldest } = await getBacklog(db);
  metrics.mailsWaiting.set(waiting);
  metrics.mailsOldestSeconds.set(oldest ? (clock().getTime() - oldest.getTime()) / 1000 : 0);
}

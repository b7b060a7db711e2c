import PgBoss from "pg-boss";
import { afterCommit, type Db } from "./db.ts";
import { jobDatabase } from "./job-database.ts";
import { holdLease, JOBS_SCHEMA } from "./job-lease.ts";
import { startWorker, type Worker } from "./job-worker.ts";
import type { Log } from "./log.ts";
import { repeat } from "./repeat.ts";

/**
 * Queues of work that must not be lost, by name. A worker that dies loses its job after `leaseSeconds`, and another goes on; one
 * that lives keeps it for as long as it takes.
 * The tries of one job spread over 9 to 18 hours: each wait is about twice as long as the one before.
 */
const QUEUES = {
  mail: { leaseSeconds: 60, retryLimit: 14, retryDelaySeconds: 2 },
} as const;

type QueueName = keyof typeof QUEUES;

const POLL_MS = 2_000;
const MAINTENANCE_SECONDS = 15;

function createBoss(db: Db, migrate: boolean): PgBoss {
  return new PgBoss({ db: jobDatabase(db), schema: JOBS_SCHEMA, schedule: false, supervise: false, migrate });
}

/** Creates or upgrades the tables of the queues, and the queues themselves. */
export async function migrateJobs(db: Db): Promise<void> {
  const boss = createBoss(db, true);
  await boss.start();
  try {
    for (const [name, { leaseSeconds, retryLimit, retryDelaySeconds }] of Object.entries(QUEUES)) {
      const options = { name, expireInSeconds: leaseSeconds, retryLimit, retryDelay: retryDelaySeconds, retryBackoff: true };
      if (await boss.getQueue(name)) await boss.updateQueue(name, options);
      else await boss.createQueue(name, options);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** One try at a job. */
export type Attempt = {
  /** Whether there is none after it. */
  isLast: boolean;
  /** Aborted when the lease is lost or cannot be renewed, or the process must stop now. A job that was cut off is tried again after its lease. */
  signal: AbortSignal;
};

/** Thrown by a handler when nobody can know whether its work is done: the job is tried again when its lease is over, and not soon. */
export class OutcomeUnknown extends Error {}

type JobHandler<T extends object> = (data: T, attempt: Attempt) => Promise<void>;

export type Jobs = {
  /**
   * Queues a job in the transaction: it exists from its commit on, and only then. Wakes the workers of this process, which
   * take urgent ones before all others.
   */
  send(tx: Db, queue: QueueName, data: object, options?: { isUrgent: boolean }): Promise<void>;
  /** The same for many at once that nobody waits for, in one statement. */
  sendAll(tx: Db, queue: QueueName, data: readonly object[]): Promise<void>;
  /** Starts a worker, which takes one job at a time. A handler that rejects is tried again, later each time. It must bear to run twice. */
  work<T extends object>(queue: QueueName, handler: JobHandler<T>): void;
  /** Takes no more jobs and lets those under way finish, for so long; then they are cut off. */
  stop(graceMs: number): Promise<void>;
};

/** The queues of this process. It polls, and needs no LISTEN, so that it works through a transaction pooler. */
export function createJobs({ db, log }: { db: Db; log: Log }): Jobs {
  const boss = createBoss(db, false);
  const workers = new Map<QueueName, Worker[]>();
  const cut = new AbortController();
  let maintenance: { stop(): Promise<void> } | undefined;
  let isAway = false;

  /** The library answers "no job" when the database fails, so what happened is seen here. Told once, not at every poll. */
  const watched: PgBoss.Db = {
    async executeSql(text, values) {
      try {
        const result = await jobDatabase(db).executeSql(text, values);
        if (isAway) log.info("jobs can be fetched again");
        isAway = false;
        return result;
      } catch (error) {
        if (!isAway) log.error({ err: error }, "jobs cannot be fetched");
        isAway = true;
        throw error;
      }
    },
  };

  const attempt = async <T extends object>(queue: QueueName, handler: JobHandler<T>, job: PgBoss.JobWithMetadata<T>) => {
    const lease = holdLease({ db, log }, job);
    const signal = AbortSignal.any([lease.signal, cut.signal]);
    try {
      await handler(job.data, { isLast: job.retryCount >= job.retryLimit, signal });
      await boss.complete(queue, job.id);
    } catch (error) {
      // What went wrong is the handler's to tell: the error may hold what must be neither logged nor stored.
      log.debug({ queue, jobId: job.id }, "a job will be tried again");
      // Where nobody knows how far it came it keeps its lease, so that what still goes on has ended before the next try.
      if (!signal.aborted && !(error instanceof OutcomeUnknown)) await boss.fail(queue, job.id);
    } finally {
      await lease.end();
    }
  };

  const wakeAfter = (tx: Db, queue: QueueName) => afterCommit(tx, () => workers.get(queue)?.forEach((worker) => worker.wake()));

  return {
    async send(tx, queue, data, { isUrgent } = { isUrgent: false }) {
      const id = await boss.send(queue, data, { db: jobDatabase(tx), priority: isUrgent ? 1 : 0 });
      if (id === null) throw new Error(`there is no queue "${queue}"; the migrations make it`);
      wakeAfter(tx, queue);
    },
    async sendAll(tx, queue, data) {
      if (data.length === 0) return;
      await boss.insert(
        data.map((one) => ({ name: queue, data: one, priority: 0 })),
        { db: jobDatabase(tx) },
      );
      wakeAfter(tx, queue);
    },
    work<T extends object>(queue: QueueName, handler: JobHandler<T>) {
      maintenance ??= repeat("job queues", MAINTENANCE_SECONDS, () => boss.maintain(), log);
      const worker = startWorker<PgBoss.JobWithMetadata<T>>(POLL_MS, {
        fetch: async () => (await boss.fetch<T>(queue, { includeMetadata: true, db: watched }))[0],
        // What cannot be noted of a job is made good by its lease.
        work: (job) =>
          attempt(queue, handler, job).catch((error: unknown) => log.error({ err: error, queue }, "a job's end could not be noted")),
      });
      workers.set(queue, [...(workers.get(queue) ?? []), worker]);
    },
    async stop(graceMs) {
      const timer = setTimeout(() => cut.abort(), graceMs);
      await Promise.all([...workers.values()].flat().map((worker) => worker.stop()));
      clearTimeout(timer);
      await maintenance?.stop();
    },
  };
}

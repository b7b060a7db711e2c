import type { Db } from "./db.ts";
import { jobDatabase } from "./job-database.ts";
import type { Log } from "./log.ts";
import { repeat } from "./repeat.ts";

/** The tables of the queue, apart from ours. */
export const JOBS_SCHEMA = "jobs";

/** Often enough that one renewal may fail. */
const RENEW_SHARE = 0.25;
/** What of a lease that cannot be renewed a job may use: the rest is for what it does when it was cut off. */
const LEASE_SHARE = 0.75;

/**
 * The library counts a lease from `started_on` and has no statement to prolong it. Taking a job raises `retry_count`, so that
 * the two together name one attempt: whoever has lost the job prolongs nothing of who has it now.
 */
const RENEW = `update ${JOBS_SCHEMA}.job set started_on = now() where name = $1 and id = $2 and state = 'active' and retry_count = $3 returning id`;

type LeasedJob = { name: string; id: string; retryCount: number; expireInSeconds: number };

type Lease = {
  /** Aborted when somebody else has the job, or the lease is nearly over because the database does not answer. */
  signal: AbortSignal;
  /** Renews it no more: what is left of it runs out. */
  end(): Promise<void>;
};

/** Keeps a job that was just taken, for as long as the process lives and works on it. One that dies lets the lease run out. */
export function holdLease({ db, log }: { db: Db; log: Log }, { name, id, retryCount, expireInSeconds }: LeasedJob): Lease {
  const lost = new AbortController();
  const cutAfter = (ms: number) => setTimeout(() => lost.abort(), ms);
  const usableMs = expireInSeconds * 1000 * LEASE_SHARE;
  let timer = cutAfter(usableMs);

  const renew = async () => {
    const since = Date.now();
    const { rows } = await jobDatabase(db).executeSql(RENEW, [name, id, retryCount]);
    clearTimeout(timer);
    if (rows.length === 0) lost.abort();
    else timer = cutAfter(usableMs - (Date.now() - since));
  };
  const renewals = repeat("renew a job's lease", expireInSeconds * RENEW_SHARE, renew, log);
  return {
    signal: lost.signal,
    async end() {
      await renewals.stop();
      clearTimeout(timer);
    },
  };
}

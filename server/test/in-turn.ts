import { eventually } from "./eventually.ts";
import type { TestApp } from "./test-app.ts";

type Requests = ReadonlyArray<() => PromiseLike<unknown>>;

/**
 * Sends requests that all wait for the same person, who is held until each of them waits, one after the other; then they go on in
 * that order. Answers with what they answer. What was admitted before it had to wait is seen to be judged anew.
 */
export async function inTurn<const R extends Requests>(
  { deps: { db } }: TestApp,
  userId: string,
  requests: R,
): Promise<{ [K in keyof R]: Awaited<ReturnType<R[K]>> }> {
  const sent: Array<Promise<unknown>> = [];
  const waiting = async () => {
    const { rows } = await db.raw<{ rows: [{ count: number }] }>(
      "select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return rows[0].count;
  };
  await db.transaction(async (tx) => {
    await tx("users").where({ id: userId }).forUpdate().first();
    for (const request of requests) {
      sent.push(Promise.resolve(request()));
      await eventually(async () => (await waiting()) >= sent.length);
    }
  });
  return (await Promise.all(sent)) as { [K in keyof R]: Awaited<ReturnType<R[K]>> };
}

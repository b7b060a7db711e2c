/** How long a tab waits for its turn; the longest holder (a refresh) gives up after 5 seconds. */
const patienceMs = 8_000;

/** Runs `work` while nobody else in this browser runs theirs. */
export type RefreshLock = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Makes the lock that all tabs of this origin share. Without Web Locks (plain http on another host, an old browser) it
 * keeps order within this tab alone; when a frozen tab keeps the lock for too long, `work` runs all the same. Both are
 * safe: the server gives concurrent refreshes the same successor.
 */
export function createRefreshLock(locks: () => Pick<LockManager, "request"> | undefined): RefreshLock {
  let last: Promise<unknown> = Promise.resolve();

  const inThisTab: RefreshLock = (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };

  return async (work) => {
    const manager = locks();
    if (!manager) return inThisTab(work);
    let begun = false;
    const once = () => {
      begun = true;
      return work();
    };
    try {
      return await manager.request("gh:refresh", { signal: AbortSignal.timeout(patienceMs) }, once);
    } catch (error) {
      if (begun) throw error;
      return work();
    }
  };
}

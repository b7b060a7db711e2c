const key = "gh:reloaded-at";
const restMs = 60_000;

/** The window and what it remembers across a reload; a seam for tests. */
export interface Reloading {
  reload: () => void;
  storage: () => Pick<Storage, "getItem" | "setItem">;
  nowMs: () => number;
}

const browser: Reloading = { reload: () => location.reload(), storage: () => sessionStorage, nowMs: () => Date.now() };

/** Whether a reload is worth trying: not when one was tried within a minute, nor when that cannot be remembered, or it would never end. */
export function canReload({ storage, nowMs }: Reloading = browser): boolean {
  try {
    const last = Number(storage().getItem(key));
    storage().setItem(key, String(last));
    return nowMs() - last > restMs;
  } catch {
    return false;
  }
}

/** Loads the console anew, at the address it has now. */
export function reloadOnce({ reload, storage, nowMs }: Reloading = browser): void {
  storage().setItem(key, String(nowMs()));
  reload();
}

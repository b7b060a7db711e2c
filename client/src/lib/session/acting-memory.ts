/** What a tab keeps about whom it acts for: enough to say after a reload that it does no more. Never a token. */
export interface KeptActing {
  /** The administrator: what is kept is told to nobody else. */
  by: string;
  user: { id: string; name: string };
}

const key = "gh:acting";

/** Keeps it across reloads of this tab; `null` forgets it. */
export function keepActing(kept: KeptActing | null): void {
  try {
    if (kept) sessionStorage.setItem(key, JSON.stringify(kept));
    else sessionStorage.removeItem(key);
  } catch {
    // Storage may be forbidden; then a reload ends it without a word.
  }
}

/** What this tab keeps. */
export function keptActing(): KeptActing | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

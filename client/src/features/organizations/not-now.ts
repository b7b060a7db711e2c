const key = "gh:no-organization";

/** Remembers on this device that its person would rather do without an organization for now. */
export function rememberNotNow(): void {
  try {
    localStorage.setItem(key, "1");
  } catch {
    // Storage may be forbidden; then they are asked again.
  }
}

/** Whether they said so here. */
export function saidNotNow(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

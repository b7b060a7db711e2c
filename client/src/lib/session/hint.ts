const key = "gh:signed-in";

/**
 * Remembers that this browser had a session, and nothing else: no token, no name. It only spares the sign-in page a
 * request that would be refused; wrong or missing, it costs one click.
 */
export function rememberSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(key, "1");
    else localStorage.removeItem(key);
  } catch {
    // Storage may be forbidden; then nobody is spared anything.
  }
}

/** Whether asking for a refresh is worth it. */
export function mayBeSignedIn(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return true;
  }
}

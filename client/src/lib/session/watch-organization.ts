import type { Session } from "./session.ts";

/** Calls `forget` whenever the session acts in another organization, in none, or in one again: what was read in the former is over. */
export function watchOrganization(session: Pick<Session, "subscribe" | "getSnapshot">, forget: () => void): () => void {
  const current = () => session.getSnapshot().standing?.organization?.id;
  let known = current();
  return session.subscribe(() => {
    const now = current();
    if (now !== known) forget();
    known = now;
  });
}

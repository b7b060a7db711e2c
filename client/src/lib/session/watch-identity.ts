import type { Session } from "./session.ts";

/** Calls `forget` whenever what was loaded belongs to nobody here any more: after signing out, and when another person signs in. */
export function watchIdentity(session: Pick<Session, "subscribe" | "getSnapshot">, forget: () => void): () => void {
  let known = session.getSnapshot().user?.id;
  return session.subscribe(() => {
    const now = session.getSnapshot().user?.id;
    if (known !== undefined && now !== known) forget();
    known = now;
  });
}

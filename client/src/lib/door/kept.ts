import type { Challenge } from "../../api/types.ts";

/** A mailed code that this tab waits for. */
export interface KeptChallenge {
  id: string;
  email: string;
  /** When it was asked for, on the browser's clock: another is not asked for at once. */
  askedAtMs: number;
  /** The mailbox has been proven; what is left is the new password. */
  isProven?: boolean;
  /** No code fits it any more: all that is left is to ask for another one. */
  isDead?: boolean;
}

/** What happened just before the sign-in page, which says so. */
export type Arrival = "confirmed" | "recovered" | "unblocked" | "unfinished";

interface KeptThings {
  /** Waits on /verify. */
  verification: KeptChallenge & { purpose: "register" | "verify_email" };
  /** Waits on /forgot. */
  recovery: KeptChallenge;
  /** An invitation to an organization, by its link, until it is decided. */
  membership: { token: string; email: string };
  /** The address in question, for the next page that asks for one. Never a password. */
  email: string;
  arrival: Arrival;
}

const keyOf = (name: keyof KeptThings) => `gh:${name}`;

/** Keeps something for the pages that follow in this tab, across reloads; `null` forgets it. */
export function keep<Name extends keyof KeptThings>(name: Name, thing: KeptThings[Name] | null): void {
  try {
    if (thing === null) sessionStorage.removeItem(keyOf(name));
    else sessionStorage.setItem(keyOf(name), JSON.stringify(thing));
  } catch {
    // Storage may be forbidden; then a reload begins again.
  }
}

/** What this tab keeps under a name; null when there is nothing, storage is forbidden, or no browser is there yet. */
export function kept<Name extends keyof KeptThings>(name: Name): KeptThings[Name] | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(name)) ?? "null");
  } catch {
    return null;
  }
}

/** A challenge as it is kept, asked for now. */
export function askedNow({ id }: Pick<Challenge, "id">, email: string): KeptChallenge {
  return { id, email, askedAtMs: Date.now() };
}

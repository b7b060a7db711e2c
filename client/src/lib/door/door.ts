import type { Session } from "../session/session.ts";

/** The pages before being signed in; each has an HTML file of its own name, and a feature. */
export type DoorPageName =
  | "sign-in"
  | "sign-up"
  | "setup"
  | "verify"
  | "confirm"
  | "forgot"
  | "undo-email-change"
  | "undo-additions"
  | "unblock"
  | "keep-account"
  | "join";

/** What a person typed on one of these pages. Lives as long as the document and is stored nowhere. */
export interface TypedAccount {
  name?: string;
  email: string;
  password: string;
}

/** What a page before being signed in gets. */
export interface DoorProps {
  session: Pick<Session, "signIn" | "signInBy" | "signOut" | "bearer" | "subscribe" | "getSnapshot">;
  /** Leaves for a path of this origin, replacing this page in the history. */
  leave: (path: string) => void;
  /** Shows another of these pages in place, as a new entry of the history, so that what was typed lives on. */
  turnTo: (page: DoorPageName, typed?: TypedAccount) => void;
  /** What was typed on the page before, in this same document. */
  typed: TypedAccount | null;
  /** The secret part of the link that opened the page; null when it was opened without one. */
  link: string | null;
}

import { createContext, useContext } from "react";
import type { SessionInfo, Standing, User } from "../../api/types.ts";

/** The person whose console this is, and their session on this device. */
export interface SignedInPerson {
  user: User;
  session: SessionInfo;
  /** Null where an administrator acts for them, who enters none of their organizations. */
  standing: Standing | null;
}

/** Set by the frame, for as long as a page is on the screen: also while nobody can be asked, and when the session has just ended. */
export const SignedInContext = createContext<SignedInPerson | null>(null);

/** The person whose page this is. Only for pages inside the frame. */
export function useSignedIn(): SignedInPerson {
  const person = useContext(SignedInContext);
  if (person === null) throw new Error("This page stands outside the frame.");
  return person;
}

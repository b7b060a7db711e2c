import { createContext } from "react";

/** The name of the person as whom somebody else sees this page, reading only; null on one's own. Set by the frame. */
export const ActedForContext = createContext<string | null>(null);

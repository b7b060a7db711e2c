import { z } from "zod";

/** Six digits, in the form in which a keyboard of any script sends them, with the space that apps show between them. */
export const totpCodeInput = z
  .string()
  .max(40)
  .transform((text) => text.normalize("NFKC").replace(/\s/g, ""))
  .pipe(z.string().regex(/^[0-9]{6}$/, "Is not a code of six digits."))
  .meta({ description: "The code that the authenticator app shows.", examples: ["492 039"] });

/** Any text: whether it is one is decided with the person at hand. */
export const recoveryCodeInput = z.string().min(1).max(100).describe("One of the recovery codes. Case, spaces and dashes do not matter.");

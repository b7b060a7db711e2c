import { z } from "zod";
import { id, time } from "../../http/schemas.ts";

const MAX_EMAIL = 254;
const MAX_NAME = 100;

/**
 * An address in the one form in which it is stored and compared. Normalised before it is checked, so that a look-alike
 * that NFKC folds into an "@" is seen as one.
 */
export const emailInput = z
  .string()
  .max(MAX_EMAIL)
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(z.email({ error: "Is not an email address." }).max(MAX_EMAIL))
  .meta({ description: "An email address. Upper and lower case are the same.", examples: ["ada@example.com"] });

/** What a person wants to be called: any script, no control characters. */
export const nameInput = z
  .string()
  .max(4 * MAX_NAME)
  .transform((text) => text.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1, "Is required.")
      .max(MAX_NAME)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must not hold control characters."),
  );

/** A person as they see themselves. */
export const userOutput = z
  .object({
    id,
    email: z.string(),
    name: z.string(),
    instanceRole: z.enum(["administrator"]).nullable().describe("A permission over the whole instance."),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: "User" });

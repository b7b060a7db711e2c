import { z } from "zod";
import { id, time } from "../../http/schemas.ts";
import { canonicalDomain } from "../../platform/mail-domain.ts";

const MAX_EMAIL = 254;
const MAX_NAME = 100;

/** What RFC 5321 allows before the "@" without quotes (dot-atom, 4.1.2; 64 octets, 4.5.3.1.1), in lower case. */
const LOCAL_PART = /^(?=.{1,64}$)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/** The address with its domain in ASCII (IDNA), undefined for what is none. */
function canonicalEmail(text: string): string | undefined {
  const [local = "", domain = "", ...rest] = text.split("@");
  const ascii = /[.。]$/.test(domain) ? undefined : canonicalDomain(domain);
  return rest.length === 0 && ascii && LOCAL_PART.test(local) ? `${local}@${ascii}` : undefined;
}

/**
 * An address in the one form in which it is stored and compared. Normalised before it is checked, so that a look-alike
 * that NFKC folds into an "@" is seen as one.
 */
export const emailInput = z
  .string()
  .max(MAX_EMAIL)
  .transform((text, context) => {
    const email = canonicalEmail(text.normalize("NFKC").trim().toLowerCase());
    if (email !== undefined) return email;
    context.addIssue({ code: "custom", message: "Is not an email address." });
    return z.NEVER;
  })
  .pipe(z.string().max(MAX_EMAIL))
  .meta({
    description: "An email address. Upper and lower case are the same. A domain in another script is kept in its ASCII form (IDNA).",
    examples: ["ada@example.com"],
  });

/** What is seen of a name: not space, not what is never drawn, not a mark without its letter. U+2800 is a braille cell without dots. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}\u2800]/u;

/** What a person wants to be called: any script, something to see, and nothing that controls or turns around the text beside it. */
export const nameInput = z
  .string()
  .max(4 * MAX_NAME)
  .transform((text) => text.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1, "Is required.")
      .max(MAX_NAME)
      .regex(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u, "Must not hold control characters.")
      .regex(VISIBLE, "Must hold a character that can be seen."),
  );

/** A person as they see themselves. */
export const userOutput = z
  .object({
    id,
    email: z.string(),
    emailVerifiedAt: time.nullable().describe("When the address was confirmed; null before."),
    name: z.string(),
    instanceRole: z.enum(["administrator"]).nullable().describe("A permission over the whole instance."),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: "User" });

import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, time } from "../../http/schemas.ts";
import type { Proof } from "./challenges.ts";

/** What the asking browser is told of a challenge. */
export const askedOutput = z
  .object({ id, expiresAt: time })
  .meta({ id: "Challenge", description: "A mailed code and link. Keep the id: it goes with the code." });

/** What no code can be is refused before it costs a try. Keyboards of some languages type digits in full width, which NFKC folds. */
export const codeInput = z
  .string()
  .max(20)
  .transform((text) => text.normalize("NFKC").replace(/[\s\p{Pd}]/gu, ""))
  .pipe(z.string().regex(/^\d{8}$/, "Must be eight digits."))
  .meta({ description: "Eight digits; spaces and dashes do not count.", examples: ["1234 5678"] });

const secret = z.string().max(100).describe("The middle part of the mailed link.");

/** A proof of a mailbox: the code or the link's secret, one of the two. */
export const proofInput = z
  .strictObject({ challengeId: id, code: codeInput.optional(), secret: secret.optional() })
  .refine(({ code, secret }) => (code === undefined) !== (secret === undefined), {
    path: ["code"],
    error: "Send either the code or the secret.",
  });

/** The proof of a body that `proofInput` let through. */
export function proofOf({ code, secret }: { code?: string | undefined; secret?: string | undefined }): Proof {
  return secret === undefined ? { code: code ?? "" } : { secret };
}

export const lookAtMailedLink = endpoint({
  method: "POST",
  path: "/api/v1/auth/challenges/look",
  operationId: "lookAtMailedLink",
  summary: "What a mailed link is for, and whether this browser asked for it",
  description: "Consumes nothing. In another browser than the one that asked, the code of the mail is what helps.",
  tag: "Sign-in",
  permission: "public",
  limit: "codes",
  audit: [],
  request: { body: z.strictObject({ challengeId: id, secret }), headers: ["X-Gatehouse"] },
  response: {
    status: 200,
    description: "An open challenge.",
    body: z
      .object({
        purpose: z.enum(["register", "verify_email", "recover_password", "email_change_old", "email_change_new"]),
        isHere: z.boolean().describe("Whether it was asked for in this browser."),
        expiresAt: time,
      })
      .meta({ id: "MailedLink" }),
  },
  problems: ["challenge_ended", "cross_site_request"],
});

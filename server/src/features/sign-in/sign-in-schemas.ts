import { z } from "zod";
import { time } from "../../http/schemas.ts";
import { SECOND_FACTOR_METHODS } from "../credentials/index.ts";
import { signedInOutput } from "../sessions/index.ts";

/** How the refresh token is to come. */
export const refreshTransport = z.enum(["cookie", "body"]).default("cookie");

/** Undoes the closing of the account, once all factors are proven. */
export const keepsAccount = z
  .boolean()
  .default(false)
  .describe("Of who has closed the account: keep it after all. Without this the answer is `account_closed`.");

const secondFactorAsked = z
  .object({
    secondFactor: z.object({
      token: z.string().describe("Send it with the code or the passkey, from the same browser or program. Keep it in memory only."),
      methods: z.array(z.enum(SECOND_FACTOR_METHODS)).describe("What you can prove yourself with, the easiest first."),
      expiresAt: time,
    }),
  })
  .meta({ id: "SecondFactorAsked" });

/** Signed in, or not yet. */
export const signInOutput = z.union([signedInOutput, secondFactorAsked]);

export const pendingToken = z.string().min(1).max(100).describe("The `token` of the sign-in that asked for a second factor.");

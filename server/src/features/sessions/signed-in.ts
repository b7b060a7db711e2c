import { z } from "zod";
import { id, time } from "../../http/schemas.ts";
import { userOutput, type User } from "../users/index.ts";
import type { AccessTokens } from "./access-token.ts";
import type { RefreshTokens } from "./refresh-token.ts";
import type { Session } from "./session.ts";

export const signedInOutput = z
  .object({
    accessToken: z.string().describe("Send as `Authorization: Bearer`. Keep it in memory only."),
    tokenType: z.literal("Bearer"),
    expiresIn: z.int().describe("Seconds."),
    refreshToken: z.string().optional().describe("Only when it was asked for in the body. Each one is good for one refresh."),
    session: z
      .object({
        id,
        createdAt: time,
        idleExpiresAt: time.describe("Ends then unless it is refreshed."),
        expiresAt: time.describe("Ends then in any case."),
      })
      .meta({ id: "SessionTimes" }),
    user: userOutput,
  })
  .meta({ id: "SignedIn" });

export type SignedIn = { answer: z.input<typeof signedInOutput>; refreshToken: string };

/** The tokens of a session at its current counter. The refresh token is apart: it goes into a cookie or into the answer. */
export function issueTokens(
  { accessTokens, refreshTokens }: { accessTokens: AccessTokens; refreshTokens: RefreshTokens },
  session: Session,
  user: User,
): SignedIn {
  return { answer: { ...accessTokens.issue(session), tokenType: "Bearer", session, user }, refreshToken: refreshTokens.issue(session) };
}

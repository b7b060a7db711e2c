import type { Request, Response } from "express";
import type { z } from "zod";
import { keepBrowser } from "../../http/browser-cookie.ts";
import { setRefreshCookie } from "../../http/refresh-cookie.ts";
import { issueTokens, type IssueTokensDeps, type Session, type signedInOutput } from "../sessions/index.ts";
import type { User } from "../users/index.ts";
import type { SignInOutcome } from "./finish-sign-in.ts";
import type { signInOutput } from "./sign-in-schemas.ts";

export type AnswerSignInDeps = IssueTokensDeps & { isHttps: boolean };

/** `browser` is the name that the browser has or is to get. */
type Answering = { refreshTransport: "cookie" | "body"; browser: string | undefined; request: Request; response: Response };

/** Answers a sign-in. The browser gets its name also while the second factor is waited for, which it goes on with by that name. */
export async function answerSignIn(
  deps: AnswerSignInDeps,
  { outcome, ...how }: Answering & { outcome: SignInOutcome },
): Promise<z.input<typeof signInOutput>> {
  if (outcome.kind === "signed_in") return answerSignedIn(deps, { ...outcome, ...how });
  if (how.refreshTransport === "cookie") keepBrowser(how.request, how.response, deps.isHttps, how.browser);
  return { secondFactor: outcome.pending };
}

export async function answerSignedIn(
  deps: AnswerSignInDeps,
  { user, session, refreshTransport, browser, request, response }: Answering & { user: User; session: Session },
): Promise<z.input<typeof signedInOutput>> {
  const { answer, refreshToken } = await issueTokens(deps, session, user);
  if (refreshTransport === "body") return { ...answer, refreshToken };
  setRefreshCookie(response, refreshToken, session.expiresAt, deps.isHttps);
  keepBrowser(request, response, deps.isHttps, browser);
  return answer;
}

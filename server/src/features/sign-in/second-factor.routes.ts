import type { Request } from "express";
import { newBrowser, readBrowser } from "../../http/browser-cookie.ts";
import { mount, type Api } from "../../http/mount.ts";
import type { Origin } from "../../http/principal.ts";
import { requireSameSite } from "../../http/same-site.ts";
import { callerName } from "../known-browsers/index.ts";
import { askForPasskey } from "../passkeys/index.ts";
import { answerSignedIn, type AnswerSignInDeps } from "./answer-sign-in.routes.ts";
import {
  completeWithCode,
  completeWithPasskey,
  findWaitingPerson,
  type CompleteSignInDeps,
  type Continuation,
} from "./complete-sign-in.ts";
import type { FinishSignInDeps } from "./finish-sign-in.ts";
import {
  askForPasskeySignIn,
  askForSecondPasskey,
  signInByPasskey,
  signInWithRecoveryCode,
  signInWithSecondPasskey,
  signInWithTotp,
} from "./second-factor.endpoints.ts";
import { signInWithPasskey } from "./sign-in-with-passkey.ts";

export function secondFactorSignInRoutes(api: Api, deps: CompleteSignInDeps & FinishSignInDeps & AnswerSignInDeps): void {
  const { publicUrl, isHttps } = deps;

  /** A cookie counts only from our own pages. */
  const browserOf = (request: Request, refreshTransport: "cookie" | "body") => {
    if (refreshTransport === "cookie") requireSameSite(request, publicUrl);
    return readBrowser(request, isHttps);
  };
  const continuing = (token: string, browser: string | undefined, origin: Origin): Continuation => ({
    token,
    caller: callerName(browser, origin),
    origin,
  });

  mount(api, signInWithTotp, async ({ body: { token, code, refreshTransport } }, { origin, request, response }) => {
    const browser = browserOf(request, refreshTransport);
    const completed = await completeWithCode(deps, continuing(token, browser, origin), { method: "totp", code });
    return answerSignedIn(deps, { ...completed, refreshTransport, browser, request, response });
  });

  mount(api, signInWithRecoveryCode, async ({ body: { token, code, refreshTransport } }, { origin, request, response }) => {
    const browser = browserOf(request, refreshTransport);
    const completed = await completeWithCode(deps, continuing(token, browser, origin), { method: "recovery_code", code });
    return answerSignedIn(deps, { ...completed, refreshTransport, browser, request, response });
  });

  mount(api, askForSecondPasskey, async ({ body: { token } }, { origin, request }) => {
    const { userId, pendingId } = await findWaitingPerson(deps, continuing(token, readBrowser(request, isHttps), origin));
    return askForPasskey(deps, { purpose: "second_factor", boundTo: pendingId }, userId);
  });

  mount(api, signInWithSecondPasskey, async ({ body }, { origin, request, response }) => {
    const { token, challenge, response: assertion, refreshTransport } = body;
    const browser = browserOf(request, refreshTransport);
    const completed = await completeWithPasskey(deps, continuing(token, browser, origin), { token: challenge, response: assertion });
    return answerSignedIn(deps, { ...completed, refreshTransport, browser, request, response });
  });

  mount(api, askForPasskeySignIn, () => askForPasskey(deps, { purpose: "sign_in" }));

  mount(api, signInByPasskey, async ({ body }, { origin, request, response }) => {
    const { token, response: assertion, keepsAccount, refreshTransport } = body;
    const browser = browserOf(request, refreshTransport);
    const given = browser === undefined && refreshTransport === "cookie" ? newBrowser() : undefined;
    const completed = await signInWithPasskey(deps, { answer: { token, response: assertion }, keepsAccount, origin, browser, given });
    return answerSignedIn(deps, { ...completed, refreshTransport, browser: browser ?? given, request, response });
  });
}

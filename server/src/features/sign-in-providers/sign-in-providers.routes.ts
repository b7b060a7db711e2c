import type { Request, Response } from "express";
import { keepBrowser, readBrowser } from "../../http/browser-cookie.ts";
import { clearFlowCookie, readFlowCookie, setFlowCookie } from "../../http/flow-cookie.ts";
import { mount, type Api } from "../../http/mount.ts";
import { Problem, type ProblemOptions } from "../../http/problem.ts";
import type { Principal } from "../../http/principal.ts";
import { setRefreshCookie } from "../../http/refresh-cookie.ts";
import type { Log } from "../../platform/log.ts";
import { issueTokens, type AccessTokens, type RefreshTokens } from "../sessions/index.ts";
import type { PendingAnswer } from "../sign-in/index.ts";
import { beginFlow, getProvider } from "./begin-flow.ts";
import { acceptOffer } from "./connection-offer.ts";
import { nextPage, refusalPage, signInPage } from "./console-pages.ts";
import { endFlow, takeFlow, type FinishDeps, type FlowOutcome } from "./finish-flow.ts";
import type { Flow } from "./flow.ts";
import { consolePath } from "./next-path.ts";
import { requireStepUpBy } from "./step-up-with-identity.ts";
import {
  connectMyProvider,
  finishProviderFlow,
  startProviderConnection,
  startProviderSignIn,
  startProviderStepUp,
} from "./sign-in-providers.endpoints.ts";

export type SignInProviderRoutesDeps = FinishDeps & {
  accessTokens: AccessTokens;
  refreshTokens: RefreshTokens;
  isHttps: boolean;
  log: Log;
};

export function signInProviderRoutes(api: Api, deps: SignInProviderRoutesDeps): void {
  const { publicUrl, isHttps } = deps;

  /** Where a browser is led that cannot be shown a problem; what is no refusal is thrown. */
  const leadBack = (flow: Pick<Flow, "purpose" | "next" | "provider">, error: unknown): string => {
    if (!(error instanceof Problem) || error.status === 429) throw error;
    noteFailure(deps.log, flow.provider, error);
    return refusalPage(publicUrl, flow, error);
  };

  mount(api, startProviderSignIn, async ({ params: { provider }, query }, { request, response }) => {
    const next = consolePath(query.next, publicUrl);
    getProvider(deps, provider);
    // Another site must not sign somebody in who did not ask for it: our page lets them choose.
    if (!isOwnNavigation(request)) return signInPage(publicUrl, next);
    const browser = keepBrowser(request, response, isHttps);
    try {
      const { url, sealed } = await beginFlow(deps, {
        provider,
        purpose: "sign_in",
        next,
        browser,
        own: null,
        keepsAccount: query.keepsAccount,
      });
      setFlowCookie(response, provider, sealed, isHttps);
      return url;
    } catch (error) {
      return leadBack({ purpose: "sign_in", next, provider }, error);
    }
  });

  mount(api, finishProviderFlow, async ({ params: { provider }, query: answer }, { origin, request, response }) => {
    const back = { provider, sealed: readFlowCookie(request, provider, isHttps), browser: readBrowser(request, isHttps), answer, origin };
    getProvider(deps, provider);
    let flow: Flow;
    try {
      flow = await takeFlow(deps, back);
      // Only now: a page elsewhere that leads here must not end what is under way.
      clearFlowCookie(response, provider, isHttps);
    } catch (error) {
      return leadBack({ purpose: "sign_in", next: "/", provider }, error);
    }
    let outcome: FlowOutcome;
    try {
      outcome = await endFlow(deps, flow, back);
    } catch (error) {
      return leadBack(flow, error);
    }
    if (outcome.kind === "connected") return nextPage(publicUrl, flow, { connected: provider });
    if (outcome.kind === "stepped_up") return nextPage(publicUrl, flow, { "stepped-up": provider });
    keepBrowser(request, response, isHttps, flow.browser);
    if (outcome.kind === "offer") return signInPage(publicUrl, flow.next, { link: outcome.token, provider });
    if (outcome.kind === "second_factor") return signInPage(publicUrl, flow.next, { ...pendingInFragment(outcome.pending), provider });
    const { refreshToken } = await issueTokens(deps, outcome.session, outcome.user);
    setRefreshCookie(response, refreshToken, outcome.session.expiresAt, isHttps);
    return nextPage(publicUrl, flow);
  });

  /** Begins what the person of a session does at a provider. */
  const begin = async (
    { provider, purpose, next }: Pick<Flow, "provider" | "purpose"> & { next: string | undefined },
    { principal: { userId, sessionId }, request, response }: { principal: Principal; request: Request; response: Response },
  ): Promise<{ url: string }> => {
    const browser = keepBrowser(request, response, isHttps);
    const own = { userId, sessionId };
    const { url, sealed } = await beginFlow(deps, {
      provider,
      purpose,
      next: consolePath(next, publicUrl),
      browser,
      own,
      keepsAccount: false,
    });
    setFlowCookie(response, provider, sealed, isHttps);
    return { url };
  };

  mount(api, startProviderConnection, ({ params: { provider }, body: { next } }, context) =>
    begin({ provider, purpose: "link", next }, context),
  );

  mount(api, startProviderStepUp, async ({ params: { provider }, body: { next } }, context) => {
    getProvider(deps, provider);
    await requireStepUpBy(deps, deps.db, { userId: context.principal.userId, provider });
    return begin({ provider, purpose: "step_up", next }, context);
  });

  mount(api, connectMyProvider, ({ body: { token } }, { principal, origin, request }) =>
    acceptOffer(deps, { token, principal, browser: readBrowser(request, isHttps), origin }),
  );
}

/** What a sign-in with a password answers as `secondFactor`. */
function pendingInFragment({ token, methods, expiresAt }: PendingAnswer): Record<string, string> {
  return { "second-factor": token, methods: methods.join(","), "expires-at": expiresAt.toISOString() };
}

/** Whether a page of ours leads here, or the person typed the address. Browsers that do not say are believed: what a stranger gains is little. */
function isOwnNavigation(request: Request): boolean {
  const site = request.get("sec-fetch-site");
  return site === undefined || site === "same-origin" || site === "none";
}

/** What an operator can mend, or should know of. */
function noteFailure(log: Log, provider: string, { code, cause }: { code: Problem["code"]; cause?: ProblemOptions["cause"] }): void {
  if (code !== "provider_unavailable" && code !== "provider_answer_invalid") return;
  log.warn({ provider, code, reason: cause instanceof Error ? cause.message : undefined }, "a sign-in with a provider failed");
}

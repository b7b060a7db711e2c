import type { Strategy, StrategyCreated } from "passport";

/** What passport's strategies are run on: the query of the way back, empty on the way there, and the flow's own secrets. */
export type StrategyRequest = { query: Record<string, string | undefined>; state: string; verifier: string };

export type StrategyOutcome = { redirect: string } | { user: unknown };

/**
 * Runs a strategy of passport for one request, without its session and without an answer being written: where it would
 * send the browser, or whom it lets in. Rejects with what the strategy reports.
 */
export function runStrategy(strategy: Strategy, request: StrategyRequest, options: object = {}): Promise<StrategyOutcome> {
  return new Promise((resolve, reject) => {
    // As passport does it: each request has an object of its own, which inherits from the one strategy.
    const run = Object.create(strategy) as StrategyCreated<Strategy>;
    run.redirect = (url) => resolve({ redirect: url });
    run.success = (user) => resolve({ user });
    run.fail = (challenge) => reject(new Error(`the strategy failed: ${JSON.stringify(challenge)}`));
    run.error = reject;
    strategy.authenticate.call(run as never, request as never, options);
  });
}

/**
 * Where a strategy keeps state and PKCE verifier between the two requests: nowhere but in the request itself, which brings them
 * from the sealed cookie. passport's own stores need a session, which the API has none of.
 */
export const flowStore = {
  store(request: unknown, verifier: unknown, _state: unknown, _meta: unknown, done: (error: Error | null, state: string) => void): void {
    const flow = request as StrategyRequest;
    flow.verifier = String(verifier);
    done(null, flow.state);
  },
  verify(request: unknown, state: string, _meta: unknown, done: (error: Error | null, ok: string | false, state?: string) => void): void {
    const flow = request as StrategyRequest;
    done(null, state === flow.state && flow.verifier, state);
  },
};

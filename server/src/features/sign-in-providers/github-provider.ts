import { Strategy } from "passport-github2";
import { z } from "zod";
import type { BoundedFetch } from "../../platform/bounded-fetch.ts";
import type { GithubConfig } from "../../provider-settings.ts";
import { boundRequests, type OAuth2Requests } from "./bounded-oauth2.ts";
import { addressOf, isSameMailbox, nameOf } from "./claims.ts";
import type { ProviderDeps } from "./create-providers.ts";
import { strategyFailureOf } from "./passport-failure.ts";
import { refusalOf, unavailable, unbelievable } from "./provider-failure.ts";
import type { Provider, ProvenIdentity } from "./provider.ts";
import { flowStore, runStrategy } from "./run-strategy.ts";

const profile = z.object({ id: z.int().positive(), login: z.string(), name: z.string().nullish() });
const addresses = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** passport's strategy for GitHub, whose own reading of the profile trusts that every answer is JSON of the expected form. */
class GithubStrategy extends Strategy {
  private readonly read: (accessToken: string) => Promise<ProvenIdentity>;

  constructor(config: GithubConfig, callbackURL: string, fetch: BoundedFetch) {
    const options = {
      clientID: config.clientId,
      clientSecret: config.clientSecret,
      callbackURL,
      authorizationURL: `${config.url}/login/oauth/authorize`,
      tokenURL: `${config.url}/login/oauth/access_token`,
      scope: ["read:user", "user:email"],
      scopeSeparator: " ",
      customHeaders: { Accept: "application/json", "User-Agent": "gatehouse" },
      pkce: true,
      store: flowStore,
    };
    super(options as never, (_access: string, _refresh: string, identity: object, done: (error: null, user: object) => void) =>
      done(null, identity),
    );
    this.read = (accessToken) => readIdentity(config, fetch, accessToken);
    // oxlint-disable-next-line eslint/no-underscore-dangle -- passport-oauth2 names what subclasses may use so
    boundRequests(this._oauth2 as unknown as OAuth2Requests, fetch);
  }

  override userProfile(accessToken: string, done: (error?: Error | null, profile?: ProvenIdentity) => void): void {
    void this.tell(accessToken, done);
  }

  private async tell(accessToken: string, done: (error?: Error | null, profile?: ProvenIdentity) => void): Promise<void> {
    let identity: ProvenIdentity;
    try {
      identity = await this.read(accessToken);
    } catch (error) {
      return done(error as Error);
    }
    done(null, identity);
  }
}

/** The account by its number, which is never given to another, and the primary address if GitHub has verified it. */
async function readIdentity({ url, apiUrl }: GithubConfig, fetch: BoundedFetch, accessToken: string): Promise<ProvenIdentity> {
  const headers = { Authorization: `Bearer ${accessToken}`, Accept: "application/vnd.github+json", "User-Agent": "gatehouse" };
  const get = async <S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> => {
    const response = await fetch(`${apiUrl}${path}`, { headers });
    if (!response.ok) throw unavailable(`${path} was answered ${response.status}`);
    return schema.parse(await response.json().catch(() => undefined));
  };
  try {
    const { id, login, name } = await get("/user", profile);
    const primary = (await get("/user/emails?per_page=100", addresses)).find((address) => address.primary);
    return {
      issuer: url,
      subject: String(id),
      email: addressOf(primary?.email),
      emailVerified: primary?.verified === true && isSameMailbox(primary.email),
      name: nameOf(name) ?? nameOf(login),
      authenticatedAt: null,
    };
  } catch (error) {
    throw error instanceof z.ZodError ? unavailable("the profile has another form") : error;
  }
}

/** GitHub: OAuth 2.0 without an ID token. It never says when the person signed in there. */
export function createGithubProvider({ fetch, redirectUri }: ProviderDeps, config: GithubConfig): Provider {
  const { id, name, kind, url } = config;
  const strategy = new GithubStrategy(config, redirectUri(id), fetch);
  return {
    id,
    name,
    kind,
    async begin({ state }) {
      const request = { query: {}, state, verifier: "" };
      const outcome = await runStrategy(strategy, request).catch((error: unknown) => {
        throw strategyFailureOf(error);
      });
      if (!("redirect" in outcome)) throw unavailable("the strategy did not redirect");
      return { url: outcome.redirect, verifier: request.verifier };
    },
    async finish({ code, state, iss, error }, flow) {
      // RFC 9207; GitHub's issuer as its metadata names it.
      if (iss !== undefined && iss !== `${url}/login/oauth`) throw unbelievable("the answer is of another issuer");
      if (error !== undefined) throw refusalOf(error);
      if (code === undefined) throw unbelievable("the answer holds no code");
      try {
        const outcome = await runStrategy(strategy, { query: { code, state }, state: flow.state, verifier: flow.verifier });
        if (!("user" in outcome)) throw unbelievable("the strategy redirected");
        return outcome.user as ProvenIdentity;
      } catch (failure) {
        throw strategyFailureOf(failure);
      }
    },
  };
}

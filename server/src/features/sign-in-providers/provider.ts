import type { ProviderConfig } from "../../provider-settings.ts";

/** Who somebody is at a provider, as it has told us and we have checked. Issuer and subject are the key; the address never is. */
export type ProvenIdentity = {
  issuer: string;
  subject: string;
  /** In the form in which addresses are stored. Null when the provider tells none that we take for one. */
  email: string | null;
  /** Whether the provider has verified the address, and is believed. */
  emailVerified: boolean;
  name: string | null;
  /** When the person last signed in at the provider (`auth_time`); null when it does not say. */
  authenticatedAt: Date | null;
};

/** What only the two ends of one flow know. */
type FlowSecrets = { state: string; nonce: string; verifier: string };

/** What a provider sends back with the browser. */
export type ProviderAnswer = {
  code?: string | undefined;
  state?: string | undefined;
  iss?: string | undefined;
  error?: string | undefined;
};

/** A provider that people sign in with. */
export type Provider = Pick<ProviderConfig, "id" | "name" | "kind"> & {
  /**
   * Where the browser goes, and the PKCE verifier (RFC 7636) to keep. `isFresh` asks the person to sign in there in any case.
   * Throws `provider_unavailable`.
   */
  begin(flow: { state: string; nonce: string; isFresh: boolean }): Promise<{ url: string; verifier: string }>;
  /** Who has come back. Throws `provider_refused`, `provider_answer_invalid`, `provider_flow_invalid` and `provider_unavailable`. */
  finish(answer: ProviderAnswer, flow: FlowSecrets): Promise<ProvenIdentity>;
};

/** Those of the settings. Nothing is asked of them before somebody signs in, so that one that is down stops nobody else. */
export type Providers = { find(id: string): Provider | undefined };

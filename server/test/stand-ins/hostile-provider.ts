import { createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from "jose";
import { listenOnLoopback } from "./loopback-server.ts";

/** One of a kind that a provider gives, or does not. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;
type Place = "discovery" | "keys" | "token" | "userinfo";

export type HostileProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What it answers in place of the right thing. */
  instead: Map<Place, Answer>;
  /** How often each was asked. */
  asked: Map<Place, number>;
  /** The ID token of the next exchange. */
  idToken: string | undefined;
  /** Claims that are right in every way for that nonce. */
  rightClaims(nonce: string): JWTPayload;
  sign(claims: JWTPayload): Promise<string>;
  signWithStrangersKey(claims: JWTPayload): Promise<string>;
  /** With the algorithm `none`. */
  leaveUnsigned(claims: JWTPayload): string;
  /** With HS256 and the published key as the secret. */
  signWithPublicKey(claims: JWTPayload): string;
  close(): Promise<void>;
};

export const sendJson =
  (body: unknown, status = 200): Answer =>
  (response) =>
    void response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** An OpenID Connect provider that says whatever a test wants it to. It has no page: a test comes back with a code of its own. */
export async function startHostileProvider(): Promise<HostileProvider> {
  const [clientId, clientSecret] = ["gatehouse", "a secret of the hostile provider"];
  const [own, strangers] = [await generateKeyPair("RS256"), await generateKeyPair("RS256")];
  const publicPem = await exportSPKI(own.publicKey);
  const [instead, asked] = [new Map<Place, Answer>(), new Map<Place, number>()];
  const right = new Map<Place, Answer>();
  const { origin: issuer, close } = await listenOnLoopback((request, response) => {
    const place = PLACES[new URL(request.url ?? "/", "http://127.0.0.1").pathname];
    if (!place) return sendJson({ error: "not_found" }, 404)(response, request);
    asked.set(place, (asked.get(place) ?? 0) + 1);
    (instead.get(place) ?? right.get(place))?.(response, request);
  });
  const jwk = { ...(await exportJWK(own.publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  const sign = (claims: JWTPayload, { privateKey }: typeof own) =>
    new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "k1" }).sign(privateKey);
  const provider: HostileProvider = {
    issuer,
    clientId,
    clientSecret,
    instead,
    asked,
    idToken: undefined,
    rightClaims: (nonce) => {
      const now = Math.floor(Date.now() / 1000);
      const person = { sub: "mallory", email: "mallory@example.com", email_verified: true, name: "Mallory" };
      return { iss: issuer, aud: clientId, iat: now, exp: now + 300, nonce, ...person };
    },
    sign: (claims) => sign(claims, own),
    signWithStrangersKey: (claims) => sign(claims, strangers),
    leaveUnsigned: (claims) => new UnsecuredJWT(claims).encode(),
    signWithPublicKey: (claims) => {
      const text = `${encode({ alg: "HS256", kid: "k1" })}.${encode(claims)}`;
      return `${text}.${createHmac("sha256", publicPem).update(text).digest("base64url")}`;
    },
    close,
  };
  right.set("discovery", sendJson(metadataOf(issuer)));
  right.set("keys", sendJson({ keys: [jwk] }));
  right.set("token", (...to) => sendJson({ access_token: "opaque", token_type: "Bearer", id_token: provider.idToken })(...to));
  right.set("userinfo", sendJson({ sub: "mallory" }));
  return provider;
}

const PLACES: Record<string, Place> = {
  "/.well-known/openid-configuration": "discovery",
  "/keys": "keys",
  "/token": "token",
  "/userinfo": "userinfo",
};

function metadataOf(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    // A careless provider names what nobody must accept.
    id_token_signing_alg_values_supported: ["RS256", "HS256", "none"],
    authorization_response_iss_parameter_supported: true,
  };
}

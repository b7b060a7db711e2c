import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";

const jwk = z
  .object({
    kty: z.string(),
    kid: z.string(),
    alg: z.string(),
    use: z.literal("sig"),
    crv: z.string().optional(),
    x: z.string().optional(),
    y: z.string().optional(),
    n: z.string().optional(),
    e: z.string().optional(),
  })
  .meta({ id: "Jwk", description: "A public key (RFC 7517)." });

export const getJwks = endpoint({
  method: "GET",
  path: "/.well-known/jwks.json",
  operationId: "getJwks",
  summary: "Public keys that verify our access tokens",
  description: "Holds the next key a day before it signs, and each key until the last token that it signed has expired. Empty with HS256.",
  tag: "Keys",
  permission: "public",
  limit: "none",
  audit: [],
  request: {},
  response: { status: 200, description: "A JSON Web Key Set (RFC 7517).", body: z.object({ keys: z.array(jwk) }).meta({ id: "Jwks" }) },
  problems: [],
});

import { mount, type Api } from "../../http/mount.ts";
import type { KeyStore } from "./key-store.ts";
import { getJwks } from "./signing-keys.endpoints.ts";

const CACHE = "public, max-age=300";

export function signingKeyRoutes(api: Api, { keys }: { keys: KeyStore }): void {
  mount(api, getJwks, (_input, { response }) => {
    response.setHeader("Cache-Control", CACHE);
    return {
      keys: keys
        .publicKeys()
        .map((key) => ({ ...key, kty: String(key.kty), kid: String(key.kid), alg: String(key.alg), use: "sig" as const })),
    };
  });
}

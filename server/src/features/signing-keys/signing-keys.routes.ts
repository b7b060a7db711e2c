import { mount, type Api } from "../../http/mount.ts";
import type { KeyStore } from "./key-store.ts";
import { getJwks } from "./signing-keys.endpoints.ts";

const CACHE = "public, max-age=300";

/** `isShared`: access tokens are signed with a shared secret (HS256), so that there is no public key to publish. */
export function signingKeyRoutes(api: Api, { keys, isShared }: { keys: KeyStore; isShared: boolean }): void {
  mount(api, getJwks, (_input, { response }) => {
    response.setHeader("Cache-Control", CACHE);
    const published = isShared ? [] : keys.publicKeys();
    return {
      keys: published.map((key) => ({ ...key, kty: String(key.kty), kid: String(key.kid), alg: String(key.alg), use: "sig" as const })),
    };
  });
}

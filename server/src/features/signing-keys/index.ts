export { createKeyStore, type KeyStore } from "./key-store.ts";
export { rotateKeys, type PublishedKey } from "./rotate-keys.ts";
export type { KeyPolicy } from "./plan-keys.ts";
export { signingKeyRoutes } from "./signing-keys.routes.ts";

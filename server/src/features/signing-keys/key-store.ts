import type { JsonWebKey } from "node:crypto";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { open } from "../../platform/secrets.ts";
import { toKeyObjects } from "./generate-key.ts";
import { keyActiveAt } from "./plan-keys.ts";
import { sealedKeyPlace } from "./rotate-keys.ts";
import type { KeyPurpose, SigningKey } from "./signing-key.ts";
import { listSigningKeys } from "./signing-keys.queries.ts";

/** The keys of this process: read at start, again every minute, and when a token names one that is not known yet. */
export type KeyStore = {
  /** The key that signs at that time. Throws when there is none: the process has not finished its start. */
  signingKey(purpose: KeyPurpose, at: Date): SigningKey;
  /** The key of that id and purpose, unless it is not known or already gone. */
  verificationKey(purpose: KeyPurpose, id: string): Promise<SigningKey | undefined>;
  /** Public keys for the JWKS: the one that signs, the next, and those whose tokens still live. */
  publicKeys(): JsonWebKey[];
  reload(): Promise<void>;
};

/** A flood of tokens with made-up key ids may cause one look at the database in so many milliseconds, no more. */
const UNKNOWN_KEY_PAUSE_MS = 5_000;

export function createKeyStore({ db, clock, encryptionKeys }: { db: Db; clock: Clock; encryptionKeys: KeyRing }): KeyStore {
  let keys: SigningKey[] = [];
  let lastReload = Number.NEGATIVE_INFINITY;
  let reloading: Promise<void> | undefined;

  const readKeys = async () => {
    const rows = await listSigningKeys(db);
    keys = rows.map(({ sealedKey, ...row }) => ({
      ...row,
      ...toKeyObjects(row.algorithm, open(encryptionKeys, sealedKey, sealedKeyPlace(row.id))),
    }));
    lastReload = performance.now();
  };
  const reload = () => (reloading ??= readKeys().finally(() => (reloading = undefined)));
  const isLive = (key: SigningKey) => key.removesAt === null || key.removesAt > clock();
  const find = (purpose: KeyPurpose, id: string) => keys.find((key) => key.id === id && key.purpose === purpose && isLive(key));

  return {
    reload,
    signingKey(purpose, at) {
      const key = keyActiveAt(keys, purpose, at);
      if (!key) throw new Error(`there is no ${purpose} key that is active at ${at.toISOString()}`);
      return key;
    },
    async verificationKey(purpose, id) {
      const known = find(purpose, id);
      if (known || performance.now() - lastReload < UNKNOWN_KEY_PAUSE_MS) return known;
      await reload();
      return find(purpose, id);
    },
    publicKeys() {
      return keys
        .filter((key) => key.purpose === "access" && key.publicJwk && isLive(key))
        .map((key) => ({ ...key.publicJwk, kid: key.id, alg: key.algorithm, use: "sig" }));
    },
  };
}

import type { JsonWebKey, KeyObject } from "node:crypto";

export type KeyPurpose = "access" | "refresh";
export type KeyAlgorithm = "ES256" | "RS256" | "HS256";

/** When a key is published, signs and goes. It signs from `activatesAt` until the next one of its purpose does. */
export type KeySchedule = {
  id: string;
  purpose: KeyPurpose;
  algorithm: KeyAlgorithm;
  createdAt: Date;
  activatesAt: Date;
  /** When the last token that it signed has expired; null while no successor is planned. */
  removesAt: Date | null;
};

/** A key ready for use. `verifyKey` is the public half, or the secret itself of HS256. */
export type SigningKey = KeySchedule & { publicJwk: JsonWebKey | null; signKey: KeyObject; verifyKey: KeyObject };

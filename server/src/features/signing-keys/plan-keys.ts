import { addSeconds } from "../../platform/clock.ts";
import type { KeyAlgorithm, KeyPurpose, KeySchedule } from "./signing-key.ts";

/** How long a key is published before it signs, so that every verifier has fetched it by then. */
export const PUBLISH_AHEAD_SECONDS = 24 * 3_600;

export type KeyPolicy = { purpose: KeyPurpose; algorithm: KeyAlgorithm; rotateAfterSeconds: number; tokenTtlSeconds: number };

/** The change that the schedule needs now: a key to create, keys that are told when they go, keys that are gone. */
export type KeyPlan = {
  create: { activatesAt: Date } | null;
  retire: Array<{ id: string; removesAt: Date }>;
  remove: string[];
};

/** The key that signs at `time`: the newest that is active then. */
export function keyActiveAt<K extends KeySchedule>(keys: readonly K[], purpose: KeyPurpose, time: Date): K | undefined {
  return keys
    .filter((key) => key.purpose === purpose && key.activatesAt <= time)
    .reduce<K | undefined>((newest, key) => (newest && newest.activatesAt >= key.activatesAt ? newest : key), undefined);
}

/**
 * Plans one purpose: the first key signs at once; each next one is published a day before it takes over, when its
 * predecessor has grown old, when the algorithm was changed, or on demand (`force`). A predecessor stays until the last
 * token that it signed has expired.
 */
export function planKeys(keys: readonly KeySchedule[], policy: KeyPolicy, now: Date, force = false): KeyPlan {
  const own = keys.filter((key) => key.purpose === policy.purpose);
  const newest = own.reduce<KeySchedule | undefined>((last, key) => (last && last.activatesAt >= key.activatesAt ? last : key), undefined);
  if (!newest) return { create: { activatesAt: now }, retire: [], remove: [] };

  const nextIsPublished = newest.activatesAt > now;
  const isOld = addSeconds(newest.activatesAt, policy.rotateAfterSeconds - PUBLISH_AHEAD_SECONDS) <= now;
  const isOther = newest.algorithm !== policy.algorithm;
  const activatesAt = addSeconds(now, PUBLISH_AHEAD_SECONDS);
  const needsNext = !nextIsPublished && (force || isOld || isOther);

  return {
    create: needsNext ? { activatesAt } : null,
    retire: needsNext
      ? own.filter((key) => key.removesAt === null).map(({ id }) => ({ id, removesAt: addSeconds(activatesAt, policy.tokenTtlSeconds) }))
      : [],
    remove: own.filter((key) => key.removesAt !== null && key.removesAt <= now).map(({ id }) => id),
  };
}

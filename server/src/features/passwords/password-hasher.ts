import { createHmac } from "node:crypto";
import bcrypt from "bcrypt";
import { createBoundedQueue, QueueFull, type Lane } from "../../platform/bounded-queue.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { normalizePassword } from "./password-policy.ts";

/**
 * Each caller says in which lane it waits: `known` for a known browser, a session, and who holds a proof, a link or an invitation
 * that was looked up. Strangers who flood theirs take no place of the known.
 */
export type PasswordHasher = {
  /** Throws `QueueFull` when a password would be turned away now, for who has something to do before it is hashed. */
  requireRoom(lane: Lane): void;
  /** `gh1$<pepper id>$<bcrypt>`. Rejects with `QueueFull` when too many passwords wait. */
  hash(password: string, lane: Lane): Promise<string>;
  /**
   * Whether the password belongs to the hash, and whether the hash should be made anew. Without a hash it takes the same
   * time and answers no, so that an unknown address cannot be told from a wrong password.
   */
  verify(password: string, hash: string | undefined, lane: Lane): Promise<{ isValid: boolean; isOutdated: boolean }>;
};

export type PasswordHasherOptions = { peppers: KeyRing; bcryptCost: number; hashSlots: number; metrics: Metrics };

const OWN_FORM = /^gh1\$([A-Za-z0-9_-]+)\$(\$2b\$\d\d\$[./A-Za-z0-9]{53})$/;
/** In each lane: about two seconds of waiting at cost 12. Beyond that a clear refusal is better than a request that hangs. */
const WAITING_PER_SLOT = 10;

/**
 * bcrypt over base64(HMAC-SHA-384(pepper, NFKC(password))): 64 ASCII characters, so that nothing is cut at bcrypt's 72 bytes
 * and no NUL ends it early, and a stolen table is useless without the pepper.
 */
function peppered(pepper: Buffer, password: string): string {
  return createHmac("sha384", pepper).update(normalizePassword(password)).digest("base64");
}

export function createPasswordHasher({ peppers, bcryptCost, hashSlots, metrics }: PasswordHasherOptions): PasswordHasher {
  const queue = createBoundedQueue({ slots: hashSlots, maxWaiting: hashSlots * WAITING_PER_SLOT });
  /** A well-formed hash that no password has. */
  const nobody = (cost: number) => `$2b$${String(cost).padStart(2, "0")}$${".".repeat(22)}${".".repeat(31)}`;
  /** Stands in for a hash that is not there, so that it is read and compared like one. */
  const decoy = `gh1$${peppers.current.id}$${nobody(bcryptCost)}`;

  /**
   * Compares in the time of the current cost, also with a cheaper hash: each step of the cost doubles the time, so that the
   * costs from the cheaper one up to the one before the current add up to the difference.
   */
  const compare = async (text: string, hash: string): Promise<boolean> => {
    if (await bcrypt.compare(text, hash)) return true;
    for (let cost = bcrypt.getRounds(hash); cost < bcryptCost; cost += 1) await bcrypt.compare(text, nobody(cost));
    return false;
  };

  const showDepth = (lane: Lane) => metrics.hashWaiting.set({ lane }, queue.waiting(lane));
  const refused = (lane: Lane) => metrics.hashRefused.inc({ lane });

  const queued = async <T>(lane: Lane, work: () => Promise<T>): Promise<T> => {
    const arrived = performance.now();
    try {
      const turn = queue.run(lane, async () => {
        const started = performance.now();
        showDepth(lane);
        metrics.hashWaitSeconds.observe({ lane }, (started - arrived) / 1000);
        const result = await work();
        metrics.hashSeconds.observe((performance.now() - started) / 1000);
        return result;
      });
      showDepth(lane);
      return await turn;
    } catch (error) {
      if (error instanceof QueueFull) refused(lane);
      throw error;
    }
  };

  return {
    requireRoom(lane) {
      if (!queue.isFull(lane)) return;
      refused(lane);
      throw new QueueFull();
    },
    async hash(password, lane) {
      const text = peppered(peppers.current.key, password);
      return `gh1$${peppers.current.id}$${await queued(lane, () => bcrypt.hash(text, bcryptCost))}`;
    },
    async verify(password, hash, lane) {
      const stored = hash ?? decoy;
      const [, pepperId, own] = OWN_FORM.exec(stored) ?? [];
      const pepper = pepperId ? peppers.find(pepperId) : undefined;
      if (stored.startsWith("$2b$")) {
        // Imported without a pepper: verified as it is everywhere else, as it was typed, then upgraded.
        return { isValid: await queued(lane, () => compare(password, stored)), isOutdated: true };
      }
      const text = peppered(pepper ?? peppers.current.key, password);
      const isValid = await queued(lane, () => compare(text, pepper && own ? own : nobody(bcryptCost)));
      const isOutdated = own !== undefined && (pepperId !== peppers.current.id || bcrypt.getRounds(own) !== bcryptCost);
      return { isValid: isValid && pepper !== undefined && hash !== undefined, isOutdated };
    },
  };
}

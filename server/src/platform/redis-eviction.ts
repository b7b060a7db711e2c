import type { Redis } from "ioredis";
import type { Log } from "./log.ts";

/** The policy by which this Redis makes room, e.g. `noeviction`; undefined when it does not say. */
async function evictionPolicy(redis: Redis): Promise<string | undefined> {
  return /^maxmemory_policy:(\S+)/m.exec(await redis.info("memory"))?.[1];
}

/** Says at each connection when this Redis may drop what limits and denylist keep in it. */
export function watchEviction(redis: Redis, log: Log): void {
  const look = async () => {
    const policy = await evictionPolicy(redis);
    if (policy !== undefined && policy !== "noeviction") {
      log.error({ policy }, "Redis may evict limits and revocations when its memory is full: set maxmemory-policy to noeviction");
    }
  };
  redis.on("ready", () => void look().catch((error: unknown) => log.warn({ err: error }, "Redis does not tell its eviction policy")));
}

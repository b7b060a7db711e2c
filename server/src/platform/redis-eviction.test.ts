import { EventEmitter, once } from "node:events";
import { PassThrough } from "node:stream";
import { expect, test } from "@jest/globals";
import type { Redis } from "ioredis";
import { createLog } from "./log.ts";
import { watchEviction } from "./redis-eviction.ts";

/** What is logged when a Redis that answers so becomes ready. Its policy is a setting of the whole server, which other tests share. */
async function loggedFor(memory: string): Promise<string> {
  const sink = new PassThrough();
  const redis = Object.assign(new EventEmitter(), { info: async () => memory }) as unknown as Redis;
  const log = createLog({ level: "info" }, sink);
  watchEviction(redis, log);
  redis.emit("ready");
  await new Promise((resolve) => setImmediate(resolve));
  log.info("end");
  await once(sink, "readable");
  return String(sink.read());
}

test("a Redis that may evict is told to the operator, one that may not is not", async () => {
  expect(await loggedFor("used_memory:1\r\nmaxmemory_policy:allkeys-lru\r\n")).toContain("set maxmemory-policy to noeviction");
  expect(await loggedFor("used_memory:1\r\nmaxmemory_policy:noeviction\r\n")).not.toContain("evict");
});

import { PassThrough } from "node:stream";
import { expect, test } from "@jest/globals";
import { createBreakableProxy } from "../../test/breakable-proxy.ts";
import { eventually } from "../../test/eventually.ts";
import { describeWithRedis, testRedisUrl } from "../../test/with-redis.ts";
import { createLog } from "./log.ts";
import { connectRedis } from "./redis.ts";

describeWithRedis("a Redis (skipped where there is none)", () => {
  test("that goes and comes back is told once each way, however often it is tried meanwhile", async () => {
    const lines: string[] = [];
    const sink = new PassThrough().on("data", (chunk: Buffer) => lines.push(...chunk.toString("utf8").split("\n").filter(Boolean)));
    const messages = () => lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    const proxy = await createBreakableProxy(testRedisUrl(13));
    let attempts = 0;
    const redis = connectRedis(proxy.url, createLog({ level: "info" }, sink)).on("reconnecting", () => (attempts += 1));
    try {
      await eventually(async () => redis.status === "ready");
      for (let time = 0; time < 2; time += 1) {
        proxy.stop();
        attempts = 0;
        await eventually(async () => attempts >= 4);
        proxy.restore();
        await eventually(async () => redis.status === "ready");
      }
      const [away, back] = ["Redis is not reachable", "Redis is connected"];
      expect(messages()).toEqual([back, away, back, away, back]);
    } finally {
      redis.disconnect();
      await proxy.close();
    }
  });
});

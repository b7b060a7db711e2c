import { describe } from "@jest/globals";

const url = process.env.GATEHOUSE_TEST_REDIS;

/** The address of the Redis that the tests share, with the number of a database in it. */
export function testRedisUrl(database: number): string {
  return `${url}/${database}`;
}

/** A suite that needs a Redis: skipped, in words, where there is none. */
export const describeWithRedis = url ? describe : describe.skip;

import type { Metrics } from "../src/platform/metrics.ts";

/** How many passwords were hashed or compared so far. */
export async function hashCount({ hashSeconds }: Metrics): Promise<number> {
  const { values } = await hashSeconds.get();
  return values.find(({ metricName }) => metricName?.endsWith("_count"))?.value ?? 0;
}

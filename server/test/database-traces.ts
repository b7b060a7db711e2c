import type { TestApp } from "./test-app.ts";

export type Trace = { table: string; column: string; value: string };

type Column = { schema: string; table: string; column: string; isBytes: boolean };

/**
 * Every value of the whole database in which `pattern` is found: of each column of each table of each schema that is not Postgres's own,
 * as text. Of bytes, what they are as Latin-1, so that a name in them is found too.
 */
export async function findTraces({ ownerDb: db }: TestApp, pattern: RegExp): Promise<Trace[]> {
  const { rows: columns } = await db.raw<{ rows: Column[] }>(`
    select n.nspname as schema, c.relname as table, a.attname as column, a.atttypid = 'bytea'::regtype as is_bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'm') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
      and a.attnum > 0 and not a.attisdropped`);
  const traces: Trace[] = [];
  for (const { schema, table, column, isBytes } of columns) {
    const value = isBytes ? `encode("${column}", 'escape')` : `cast("${column}" as text)`;
    const { rows } = await db.raw<{ rows: Array<{ value: string | null }> }>(`select ${value} as value from "${schema}"."${table}"`);
    // The months of a partitioned table are one table.
    const name = table.replace(/_\d{4}_\d\d$/, "");
    for (const { value: text } of rows) if (text !== null && pattern.test(text)) traces.push({ table: name, column, value: text });
  }
  return traces;
}

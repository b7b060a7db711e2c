import { asPerson } from "../../platform/tenant.ts";
import type { Db } from "../../platform/db.ts";
import { KEPT_VALUES, type PersonalTable, type Section } from "./personal-table.ts";

/** So many rows are in memory at a time. */
const ROWS_PER_PAGE = 1_000;

type Row = Record<string, unknown>;

/** The rows of a section, page by page in the order of its key; all at once where there are only ever few. */
export async function* readSection(
  db: Db,
  { table, shown }: PersonalTable,
  { where, pages = [] }: Section,
  person: { userId: string; emails: readonly string[] },
): AsyncGenerator<Row[]> {
  const columns = [
    ...shown.map((column) => (typeof column === "string" ? column : column[1])),
    ...pages.map((column, index) => `cast(${column} as text) as page_key${index}`),
  ];
  const order = pages.length > 0 ? `order by ${pages.join(", ")} limit ${ROWS_PER_PAGE}` : "";
  const after = `(${pages.join(", ")}) > (${pages.map((_column, index) => `:after${index}`).join(", ")})`;
  const values = { ...person, kept: KEPT_VALUES };
  let position: Record<string, string> | undefined;
  do {
    const from = `from ${table} where (${where}) ${position ? `and ${after}` : ""}`;
    const statement = `select ${columns.join(", ")} ${from} ${order}`;
    const { rows } = await asPerson(db, person.userId, (tx) => tx.raw<{ rows: Row[] }>(statement, { ...values, ...position } as never));
    const last = rows.at(-1);
    position = pages.length > 0 && rows.length === ROWS_PER_PAGE && last ? positionOf(last, pages.length) : undefined;
    yield rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith("pageKey"))));
  } while (position);
}

function positionOf(row: Row, keys: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: keys }, (_, index) => [`after${index}`, String(row[`pageKey${index}`])]));
}

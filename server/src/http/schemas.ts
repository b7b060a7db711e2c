import { z } from "zod";

/** A point in time: a Date inside, ISO 8601 in UTC outside. */
export const time = z.preprocess((value) => (value instanceof Date ? value.toISOString() : value), z.iso.datetime());

/** In small letters, as Postgres writes it: one thing has one id wherever it is compared, announced, or kept as text. */
export const id = z.uuid().toLowerCase();

/** Where the next page begins: opaque to clients. `null` on the last page. */
export const nextCursor = z.string().nullable().describe("Send as `cursor` for the next page; null when this is the last.");

/** Query of a list by keyset pages. */
export const pageQuery = z.strictObject({
  cursor: z.string().max(200).optional().describe("`nextCursor` of the page before."),
  limit: z.coerce.number().int().min(1).max(100).default(25).describe("How many items at most."),
});

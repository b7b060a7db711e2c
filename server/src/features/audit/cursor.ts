import { z } from "zod";
import { Problem } from "../../http/problem.ts";
import type { EventPosition } from "./audit.queries.ts";

// A four-digit year: what a Date can hold beyond it, Postgres may not.
const position = z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.string().regex(/^\d{1,18}$/)]);

/** An opaque text for a position in the list. It is not secret and not signed: it can only ask for what its reader may see. */
export function encodeCursor({ occurredAt, sequence }: EventPosition): string {
  return Buffer.from(JSON.stringify([occurredAt, sequence])).toString("base64url");
}

/** Throws 422 for what `encodeCursor` did not make. */
export function decodeCursor(cursor: string): EventPosition {
  try {
    const [occurredAt, sequence] = position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { occurredAt, sequence };
  } catch {
    throw new Problem("validation_failed", {
      errors: [{ in: "query", path: "/cursor", code: "invalid", message: "Is not a nextCursor of this list." }],
    });
  }
}

import { z } from "zod";
import { Problem } from "./problem.ts";

const uuid = z.uuid();

/** An opaque text for the place behind an item in a list that is ordered by id. */
export function encodeIdCursor(last: { id: string } | undefined): string | null {
  return last ? Buffer.from(last.id).toString("base64url") : null;
}

/** The id of the last item of the page before. Throws 422 for what `encodeIdCursor` did not make. */
export function decodeIdCursor(cursor: string): string {
  const parsed = uuid.safeParse(Buffer.from(cursor, "base64url").toString("utf8"));
  if (parsed.success) return parsed.data;
  throw new Problem("validation_failed", {
    errors: [{ in: "query", path: "/cursor", code: "invalid", message: "Is not a nextCursor of this list." }],
  });
}

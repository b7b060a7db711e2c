import { createHash } from "node:crypto";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { PERSONAL_DATA } from "./personal-data.ts";
import { readSection } from "./read-sections.queries.ts";
import type { SignExport } from "./sign-export.ts";

export type WriteExportDeps = { db: Db; clock: Clock; publicUrl: string; signExport: SignExport };
export type Export = { id: string; userId: string; emails: readonly string[]; at: Date };

const FORMAT = "gatehouse-export/1";

/**
 * The export as text, piece by piece: three lines that together are one JSON document. The second line alone is the content, which the
 * signature on the third covers by its SHA-256, so that a line tool and a hash tool are all that is needed to check it.
 */
export async function* writeExport(deps: WriteExportDeps, { id, userId, emails, at }: Export): AsyncGenerator<string> {
  const hash = createHash("sha256");
  let bytes = 0;
  yield '{"content":\n';
  for await (const text of writeContent(deps, { userId, emails, at })) {
    hash.update(text);
    bytes += Buffer.byteLength(text);
    yield text;
  }
  const signature = deps.signExport({ issuer: deps.publicUrl, subject: userId, id, at, sha256: hash.digest("hex"), bytes });
  yield `\n,"signature":${JSON.stringify(signature)}}\n`;
}

/** One line. What it holds of each table is in `PERSONAL_DATA`. */
async function* writeContent({ db, publicUrl }: WriteExportDeps, { userId, emails, at }: Omit<Export, "id">): AsyncGenerator<string> {
  const head = JSON.stringify({ format: FORMAT, issuer: publicUrl, subject: userId, exportedAt: at });
  yield `${head.slice(0, -1)},"sections":{`;
  let isFirst = true;
  for (const table of PERSONAL_DATA) {
    for (const section of table.sections) {
      yield `${isFirst ? "" : ","}${JSON.stringify(section.name)}:{"about":${JSON.stringify(table.about)},"items":[`;
      isFirst = false;
      let separator = "";
      for await (const rows of readSection(db, table, section, { userId, emails })) {
        if (rows.length === 0) continue;
        yield separator + rows.map((row) => JSON.stringify(row)).join(",");
        separator = ",";
      }
      yield "]}";
    }
  }
  yield "}}";
}

import { SESSION_ENDS } from "../../server/src/features/sessions/index.ts";

const BEGIN = "<!-- Generated from server/src/features/sessions/session-ends.ts by `npm run generate`. -->\n\n";
const END = "\n\n<!-- End of what is generated. -->";

const WHICH = { one: "that one", others: "all others", all: "all", asked: "this one, the others, or all" };

/** What ends a session, as a table. */
function sessionEndsTable(): string {
  const rows = Object.entries(SESSION_ENDS).map(([reason, { trigger, ends, sentence }]) => [
    `\`${reason}\``,
    trigger,
    WHICH[ends],
    sentence,
  ]);
  const all = [["reason", "what happens", "which sessions end", "what the person is told"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  return [lines[0], `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...lines.slice(1)].join("\n");
}

/** The text of docs/sessions.md with the table as the code says it. */
export function sessionsDocumentText(document: string): string {
  const [before, rest = ""] = document.split(BEGIN);
  const after = rest.slice(rest.indexOf(END));
  return `${before}${BEGIN}${sessionEndsTable()}${after}`;
}

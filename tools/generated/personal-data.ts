import { PERSONAL_DATA } from "../../server/src/features/personal-data/index.ts";

const BEGIN = "<!-- Generated from server/src/features/personal-data/personal-data.ts by `npm run generate`. -->\n\n";
const END = "\n\n<!-- End of what is generated. -->";

/** Every table with something about a person, as a table. */
function personalDataTable(): string {
  const rows = PERSONAL_DATA.map(({ table, about, sections, withheld, afterwards }) => {
    const secrets = Object.entries(withheld).flatMap(([column, reason]) => (reason === "secret" ? [`\`${column}\``] : []));
    return [`\`${table}\``, about, sections.map(({ name }) => `\`${name}\``).join(", "), secrets.join(", ") || "nothing", afterwards];
  });
  const all = [["table", "what it holds", "in the export as", "what of it stays secret", "what is left after a deletion"], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  return [lines[0], `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...lines.slice(1)].join("\n");
}

/** The text of docs/your-data.md with the table as the code says it. */
export function personalDataDocumentText(document: string): string {
  const [before, rest = ""] = document.split(BEGIN);
  const after = rest.slice(rest.indexOf(END));
  return `${before}${BEGIN}${personalDataTable()}${after}`;
}

import { groupedCode } from "./grouped-code.ts";
import type { Letter, Part } from "./templates/letter.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

// No colour is set, so that light and dark mail programs each use their own.
const BODY = "margin:0;padding:24px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:16px;line-height:1.5";
const COLUMN = "max-width:34em;margin:0 auto";
const PARAGRAPH = "margin:0 0 16px";
const CODE = "margin:0 0 16px;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:28px;font-weight:600;letter-spacing:0.08em";
const BUTTON =
  "display:inline-block;padding:10px 18px;border:2px solid;border-radius:8px;font-weight:600;text-decoration:none;color:inherit";
const FOOT = "margin:24px 0 0;font-size:13px";

function block(part: Part): string {
  if (typeof part === "string") return `<p style="${PARAGRAPH}">${escape(part)}</p>`;
  if ("code" in part) return `<p style="${CODE}">${escape(groupedCode(part.code))}</p>`;
  return `<p style="${PARAGRAPH}"><a href="${escape(part.link)}" style="${BUTTON}">${escape(part.label)}</a></p>`;
}

/** The HTML form of a mail. Every value is escaped here, and nothing is loaded from anywhere. */
export function letterHtml({ subject, parts }: Letter, publicUrl: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escape(subject)}</title>
</head>
<body style="${BODY}">
<div style="${COLUMN}">
${parts.map(block).join("\n")}
<p style="${FOOT}">Gatehouse, <a href="${escape(publicUrl)}" style="color:inherit">${escape(publicUrl)}</a></p>
</div>
</body>
</html>
`;
}

import { groupedCode } from "./grouped-code.ts";
import type { Letter, Part } from "./templates/letter.ts";

const WIDTH = 72;

/** Breaks a paragraph at spaces. What has none, such as an address, is left whole. */
function wrap(paragraph: string): string {
  const lines: string[] = [];
  for (const word of paragraph.split(/\s+/)) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join("\n");
}

function block(part: Part): string {
  if (typeof part === "string") return wrap(part);
  return "code" in part ? `    ${groupedCode(part.code)}` : part.link;
}

/** The text form of a mail: links spelled out, each on a line of its own. */
export function letterText({ parts }: Letter, publicUrl: string): string {
  return `${[...parts.map(block), `-- \nGatehouse, ${publicUrl}`].join("\n\n")}\n`;
}

/** One entry of what was typed or pasted: an address, or what is wrong with it. */
export interface TypedAddress {
  text: string;
  wrong: string | null;
}

const longest = 254;

/**
 * The addresses in what was typed or pasted, each once and in their order: separated by commas, semicolons, spaces or lines, alone or as
 * a mail program writes them ("Ada <ada@x.example>"). What is none stays as it is, so that it can be mended.
 */
export function readAddresses(typed: string): TypedAddress[] {
  const entries = typed
    // The name before an address in brackets may hold anything while it is quoted.
    .replace(/"[^"\n]*"\s*(?=<)/g, "")
    .split(/[,;\n\r\t]/)
    .flatMap(entriesOf);
  const seen = new Set<string>();
  return entries.filter(({ text }) => {
    const key = text.toLowerCase();
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

function entriesOf(piece: string): TypedAddress[] {
  const inBrackets = [...piece.matchAll(/<([^<>]*)>/g)].map(([, inside = ""]) => inside.trim());
  if (inBrackets.length > 0) return inBrackets.map(judge);
  const words = piece.trim().split(/\s+/).filter(Boolean);
  // "ada@x.example bob@x.example" are two, and "Ada Lovelace" is one that is wrong.
  return words.some((word) => word.includes("@")) ? words.map(judge) : words.length > 0 ? [judge(words.join(" "))] : [];
}

function judge(text: string): TypedAddress {
  if (text.length > longest) return { text: `${text.slice(0, 40)}…`, wrong: "is too long" };
  return { text, wrong: /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text) ? null : "is no email address" };
}

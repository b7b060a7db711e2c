/** One piece of a mail: a paragraph, a code to type, or a link to press. */
export type Part = string | { code: string } | { link: string; label: string };

/** A mail before it becomes text and HTML. The subject holds no values: it is read on locked screens, and is a header. */
export type Letter = { subject: string; parts: Part[] };

/** What every template may tell beside its values. */
export type Setting = {
  /** The host of the console, as people know it. */
  site: string;
  /** A sentence about how long the code and links of this mail work; empty when they do not expire. */
  lifetime: string;
};

const MAX_SHOWN = 80;
/** What mail programs make a link of by themselves, or what does not belong into a line. */
const LINK_LIKE = /[/@\\<>]|:\/|\p{Cc}|[^\s.]\.[^\s.]/u;

/**
 * A text that somebody chose, or the stand-in. A mail goes to who did not ask for it too: what reads as a link or an address
 * would make it a carrier of other people's messages.
 */
export function plain(text: string, standIn: string): string {
  const line = text.trim();
  return line === "" || line.length > MAX_SHOWN || LINK_LIKE.test(line) ? standIn : line;
}

/** The first line. */
export function greet(name: string): string {
  const shown = plain(name, "");
  return shown === "" ? "Hello," : `Hello ${shown},`;
}

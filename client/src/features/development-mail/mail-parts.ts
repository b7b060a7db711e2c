/** A piece of a mail's text. */
export type MailPart = { text: string } | { link: string };

const links = /(https?:\/\/[^\s<>"]+)/;

/** Cuts a text into what is plain and what is a link. */
export function cutAtLinks(text: string): MailPart[] {
  return text
    .split(links)
    .map((piece, index) => (index % 2 === 1 ? { link: piece } : { text: piece }))
    .filter((part) => "link" in part || part.text !== "");
}

/** The code that a mail carries, without the space it is printed with; null when it carries none. */
export function codeIn(text: string): string | null {
  return /^\s*(\d{4}) ?(\d{4})\s*$/m.exec(text)?.slice(1).join("") ?? null;
}

/** The link that a mail is about: the first that leads further than to the front page; null when there is none. */
export function linkIn(text: string): string | null {
  const found = cutAtLinks(text).flatMap((part) => ("link" in part ? [part.link] : []));
  return found.find((link) => /^https?:\/\/[^/]+\/./.test(link)) ?? null;
}

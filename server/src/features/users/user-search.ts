const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** As `user_words` in the database separates them. None of these can end the quotes of a word. */
const SEPARATORS = /[ -/:-@[-`{-~]+/;
const MOST_WORDS = 8;

/** What somebody typed to find people: one of the first three, or nothing. */
export type UserSearch = {
  id?: string;
  /** A tsquery: each word typed begins one of the address or the name. */
  words?: string;
  /** Marks alone, which are in no index: they are looked for as they stand. */
  marks?: string;
  /** The whole address, whose owner is meant before all others. */
  email?: string;
};

/** Reads what was typed into a search for people. It is words, never a query. */
export function readUserSearch(search: string): UserSearch {
  const text = search.trim();
  if (text === "") return {};
  if (UUID.test(text)) return { id: text };
  const words = text.normalize("NFC").split(SEPARATORS).filter(Boolean).slice(0, MOST_WORDS);
  const email = text.includes("@") ? { email: text.normalize("NFKC").toLowerCase() } : {};
  if (words.length === 0) return { marks: text, ...email };
  return { words: words.map((word) => `'${word}':*`).join(" & "), ...email };
}

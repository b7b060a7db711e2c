const MIN_WITHIN = 4;
const MIN_BY_ITSELF = 2;
/** Scripts that are written without spaces, or in which two characters are a name. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Upper and lower case, and the forms that Unicode keeps for compatibility, are one ("ß" and "SS" too). */
const fold = (text: string) => text.normalize("NFKC").toUpperCase().toLowerCase();
const wordsOf = (folded: string): string[] => folded.match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];

/** Whether the words, some of them side by side and put together, give exactly `wanted`. */
function isRunOfWords(words: readonly string[], wanted: string): boolean {
  return words.some((_, start) => {
    let run = "";
    for (let next = start; next < words.length && run.length < wanted.length; next += 1) run += words[next];
    return run === wanted;
  });
}

/**
 * Whether the password holds what a person is known by (a name, or the local part of an address): the whole of it with
 * or without separators, or one of its words. Four characters, or two of a script such as Chinese, count wherever they stand;
 * fewer count as words by themselves, so that "Al" is not found in "metal". Numbers of fewer than four digits do not count.
 */
export function containsPersonalWord(password: string, known: string): boolean {
  const text = fold(password);
  const words = wordsOf(text);
  const knownWords = wordsOf(fold(known)).filter((word) => word.length >= MIN_WITHIN || !/^\p{N}+$/u.test(word));
  const whole = wordsOf(fold(known)).join("");
  return [...knownWords, whole].some((wanted) => {
    if (wanted.length < MIN_BY_ITSELF) return false;
    const isLong = wanted.length >= MIN_WITHIN || DENSE.test(wanted);
    return (isLong && text.includes(wanted)) || isRunOfWords(words, wanted);
  });
}

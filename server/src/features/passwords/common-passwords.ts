import { dictionary } from "@zxcvbn-ts/language-common";

/** Below this many bits a text is found in hours by who tries common passwords, alone and in rows, before anything else. */
const MIN_BITS = 32;
const BITS_OF_DIGIT = Math.log2(10);
const BITS_OF_CHARACTER = 5;
const BITS_OF_WALK = 8;
const BITS_OF_YEAR = 7;
const MIN_PIECE = 4;

/** What every guesser of this product tries, and a passphrase that has become famous. */
const OURS = ["gatehouse", "correcthorsebatterystaple"];

/** Walks over a keyboard and through the alphabet. */
const WALKS = [
  "1234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "abcdefghijklmnopqrstuvwxyz",
  "1q2w3e4r5t6y7u8i9o0p",
  "q1w2e3r4t5y6u7i8o9p0",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
];

/** The symbols and digits that stand for letters; 1 stands for "i" or "l". */
const LEET: Record<string, string> = { "@": "a", "4": "a", "0": "o", "3": "e", $: "s", "5": "s", "7": "t", "!": "i" };

/** Without what may be put between any two characters. "@", "$" and "!" stay, because they stand for letters. */
const withoutSeparators = (text: string) => text.replace(/[^\p{L}\p{M}\p{N}\p{So}@$!]/gu, "");

const partsOf = (walk: string) =>
  Array.from(walk).flatMap((_, start) =>
    Array.from({ length: walk.length - start - MIN_PIECE + 1 }, (__, more) => walk.slice(start, start + MIN_PIECE + more)),
  );

function createPieces(): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>();
  const add = (piece: string, bits: number) => {
    if (piece.length >= MIN_PIECE) pieces.set(piece, Math.min(bits, pieces.get(piece) ?? Infinity));
  };
  for (const piece of OURS) add(piece, 1);
  for (const walk of WALKS)
    for (const way of [walk, Array.from(walk).toReversed().join("")]) for (const part of partsOf(way)) add(part, BITS_OF_WALK);
  for (let year = 1920; year < 2070; year += 1) add(String(year), BITS_OF_YEAR);
  dictionary["passwords-common"].forEach((word, rank) => add(withoutSeparators(word), Math.log2(rank + 2)));
  return pieces;
}

/** What a guesser has ready, with the bits of trying all that comes before it. The list is of breached passwords, most frequent first. */
const PIECES = createPieces();
const LONGEST_PIECE = Math.max(...Array.from(PIECES.keys(), (piece) => piece.length));

/** The text as it is, and as it reads with symbols and digits for letters: character by character the same length. */
function readings(text: string): string[] {
  const read = (one: string) => text.replaceAll("1", one).replace(/[@403$57!]/g, (character) => LEET[character] ?? character);
  return [...new Set([text, read("i"), read("l")])];
}

function bitsOfCharacter(text: string, index: number): number {
  if (text[index] === text[index - 1]) return 1;
  return /\d/.test(text[index] ?? "") ? BITS_OF_DIGIT : BITS_OF_CHARACTER;
}

/** The bits of the cheapest way to put the text together from pieces and single characters, and whether it uses a piece. */
function cheapestCut(text: string): { bits: number; hasPiece: boolean } {
  const all = readings(text);
  const best = [{ bits: 0, hasPiece: false }];
  const offer = (end: number, bits: number, hasPiece: boolean) => {
    if (bits < (best[end]?.bits ?? Infinity)) best[end] = { bits, hasPiece };
  };
  for (let start = 0; start < text.length; start += 1) {
    const { bits, hasPiece } = best[start] ?? { bits: Infinity, hasPiece: false };
    offer(start + 1, bits + bitsOfCharacter(text, start), hasPiece);
    for (let end = start + MIN_PIECE; end <= Math.min(text.length, start + LONGEST_PIECE); end += 1) {
      for (const reading of all) {
        const piece = reading.slice(start, end);
        const price = PIECES.get(piece);
        if (price === undefined) continue;
        const isAgain = start >= piece.length && reading.lastIndexOf(piece, start - piece.length) >= 0;
        offer(end, bits + (isAgain ? 1 : price), true);
      }
    }
  }
  return best[text.length] ?? { bits: 0, hasPiece: false };
}

/**
 * Whether a text in lower case is a common or breached password, or little more than a row of them: with separators
 * anywhere, with symbols and digits for letters, with years, runs of the keyboard and a short rest. It is cut the way that
 * makes it cheapest to guess: a common piece counts the bits of its place in the list, the same piece again one, any other
 * character five, and each kind of separator once. What comes to less than 32 bits is refused; three or four uncommon words
 * come to more. The longest password takes about a millisecond.
 */
export function isCommonPassword(text: string): boolean {
  const rest = withoutSeparators(text);
  const separators = new Set(Array.from(text).filter((character) => withoutSeparators(character) === ""));
  const { bits, hasPiece } = cheapestCut(rest);
  return hasPiece && bits + separators.size * BITS_OF_CHARACTER < MIN_BITS;
}

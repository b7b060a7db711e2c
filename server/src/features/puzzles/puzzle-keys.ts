import { hkdfSync } from "node:crypto";
import type { KeyRing } from "../../platform/key-ring.ts";

/** What signs a puzzle, and what signs the answer that it hides. */
export type PuzzleKeys = { hmacSignatureSecret: string; hmacKeySignatureSecret: string };

function keysFrom(key: Buffer): PuzzleKeys {
  const derive = (use: string) => Buffer.from(hkdfSync("sha256", key, "", use, 32)).toString("hex");
  return { hmacSignatureSecret: derive("gatehouse puzzle"), hmacKeySignatureSecret: derive("gatehouse puzzle answer") };
}

/** The keys of new puzzles. */
export function currentPuzzleKeys(ring: KeyRing): PuzzleKeys {
  return keysFrom(ring.current.key);
}

/** All keys under which a puzzle may have been made, so that those under way outlive a change of keys. */
export function allPuzzleKeys(ring: KeyRing): PuzzleKeys[] {
  return ring.ids.flatMap((id) => ring.find(id) ?? []).map(keysFrom);
}

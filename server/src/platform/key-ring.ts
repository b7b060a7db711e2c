/** Versioned secrets of one purpose. The first seals and hashes; all of them open and verify. */
export type KeyRing = {
  current: { id: string; key: Buffer };
  find(id: string): Buffer | undefined;
  ids: string[];
};

const ENTRY = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/** Reads `id:base64,id:base64`, each key 32 bytes, the current one first. Throws with a sentence for the operator; never quotes a key. */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<string, Buffer>();
  let current: KeyRing["current"] | undefined;
  for (const [index, entry] of text.split(",").entries()) {
    const match = ENTRY.exec(entry.trim());
    if (!match?.[1] || !match[2]) throw new Error(`entry ${index + 1} is not "id:base64 of 32 bytes"`);
    if (keys.has(match[1])) throw new Error(`the id "${match[1]}" appears twice`);
    const key = Buffer.from(match[2], "base64");
    keys.set(match[1], key);
    current ??= { id: match[1], key };
  }
  if (!current) throw new Error("there is no key in it");
  return { current, find: (id) => keys.get(id), ids: [...keys.keys()] };
}

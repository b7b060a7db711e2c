import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseKeyRing } from "./key-ring.ts";

const entry = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString("base64")}`;

test("the first key is the current one and every key is found by its id", () => {
  const ring = parseKeyRing(`${entry("b", 2)}, ${entry("a", 1)}`);
  expect(ring.current).toEqual({ id: "b", key: Buffer.alloc(32, 2) });
  expect(ring.ids).toEqual(["b", "a"]);
  expect(ring.find("a")).toEqual(Buffer.alloc(32, 1));
  expect(ring.find("c")).toBeUndefined();
  expect(ring.find("__proto__")).toBeUndefined();
});

test.each([
  ["nothing", "", /entry 1/],
  ["no id", entry("", 1), /entry 1/],
  ["an id with a strange character", entry("a.b", 1), /entry 1/],
  ["an id that is too long", entry("x".repeat(33), 1), /entry 1/],
  ["a key that is too short", `a:${Buffer.alloc(31).toString("base64")}`, /entry 1/],
  ["a key that is too long", `a:${Buffer.alloc(33).toString("base64")}`, /entry 1/],
  ["a key in another alphabet", `a:${"-".repeat(43)}=`, /entry 1/],
  ["a comma at the end", `${entry("a", 1)},`, /entry 2/],
  ["an id twice", `${entry("a", 1)},${entry("a", 2)}`, /"a" appears twice/],
])("a ring with %s is refused, and the sentence says where", (_what, text, reason) => {
  expect(() => parseKeyRing(text)).toThrow(reason);
});

test("no refusal ever quotes a key", () => {
  const almost = fc.tuple(
    fc.stringMatching(/^[a-z0-9.]{0,8}$/),
    fc.uint8Array({ minLength: 20, maxLength: 44 }),
    fc.constantFrom("", "=", "!", ","),
  );
  fc.assert(
    fc.property(fc.array(almost, { minLength: 1, maxLength: 3 }), (entries) => {
      const keys = entries.map(([, bytes]) => Buffer.from(bytes).toString("base64"));
      try {
        parseKeyRing(entries.map(([id, , rest], index) => `${id}:${keys[index]}${rest}`).join(","));
      } catch (error) {
        for (const key of keys) expect((error as Error).message).not.toContain(key.slice(0, 12));
      }
    }),
  );
});

import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseKeyRing } from "./key-ring.ts";
import { open, seal, type SealedPlace } from "./secrets.ts";

const entry = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString("base64")}`;
const ring = parseKeyRing(entry("k1", 1));
const PLACE: SealedPlace = { table: "signing_keys", column: "sealed_key", row: "7" };

const plainText = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
const place = fc.record({ table: fc.string(), column: fc.string(), row: fc.string() });

test("what was sealed opens in its place", () => {
  fc.assert(
    fc.property(plainText, place, (plain, where) => {
      expect(open(ring, seal(ring, plain, where), where)).toEqual(plain);
    }),
  );
});

test("a change of any bit anywhere keeps it shut", () => {
  fc.assert(
    fc.property(plainText, fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, position, bit) => {
      const [version, id, body = ""] = seal(ring, plain, PLACE).split(".");
      const bytes = Buffer.from(body, "base64url");
      const at = position % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      expect(() => open(ring, `${version}.${id}.${bytes.toString("base64url")}`, PLACE)).toThrow();
    }),
  );
});

test("a value that was cut or lengthened stays shut", () => {
  fc.assert(
    fc.property(plainText, fc.integer({ min: 1, max: 40 }), (plain, count) => {
      const sealed = seal(ring, plain, PLACE);
      expect(() => open(ring, sealed.slice(0, -2 * count), PLACE)).toThrow();
      expect(() => open(ring, `${sealed}${"AA".repeat(count * 2)}`, PLACE)).toThrow();
    }),
  );
});

test("a value that was moved to another place stays shut", () => {
  fc.assert(
    fc.property(plainText, place, place, (plain, from, to) => {
      fc.pre(JSON.stringify(from) !== JSON.stringify(to));
      expect(() => open(ring, seal(ring, plain, from), to)).toThrow();
    }),
  );
  const split = { table: "a", column: "b", row: "c" };
  expect(() => open(ring, seal(ring, Buffer.from("x"), split), { table: "a,b", column: "", row: "c" })).toThrow();
});

test("without its key a value stays shut, and the sentence says which key is missing", () => {
  const sealed = seal(ring, Buffer.from("secret"), PLACE);
  expect(() => open(parseKeyRing(entry("k2", 1)), sealed, PLACE)).toThrow('no encryption key "k1"; ENCRYPTION_KEYS must keep the old keys');
  expect(() => open(parseKeyRing(entry("k1", 9)), sealed, PLACE)).toThrow();
});

test("a value that claims another key than it was sealed with stays shut", () => {
  const both = parseKeyRing(`${entry("k1", 1)},${entry("k2", 2)}`);
  expect(() => open(both, seal(ring, Buffer.from("secret"), PLACE).replace("v1.k1.", "v1.k2."), PLACE)).toThrow();
});

test("after a change of the key old values open and new ones are sealed with the new key", () => {
  const rotated = parseKeyRing(`${entry("k2", 2)},${entry("k1", 1)}`);
  expect(open(rotated, seal(ring, Buffer.from("secret"), PLACE), PLACE).toString()).toBe("secret");
  expect(seal(rotated, Buffer.from("secret"), PLACE)).toMatch(/^v1\.k2\./);
});

test("the same value is sealed differently every time, and never shows", () => {
  const sealed = Array.from({ length: 1_000 }, () => seal(ring, Buffer.from("a secret of some length"), PLACE));
  expect(
    new Set(
      sealed.map((one) =>
        Buffer.from(one.split(".")[2] ?? "", "base64url")
          .subarray(0, 12)
          .toString("hex"),
      ),
    ).size,
  ).toBe(1_000);
  for (const one of sealed) expect(Buffer.from(one.split(".")[2] ?? "", "base64url").toString("latin1")).not.toContain("secret");
});

test.each(["", "v1", "v1.k1", "v1.k1.", "v2.k1.AAAA", "plain text", "v1.k1.AAAA", "..", "v1..AAAA"])(
  "what is no sealed value does not open: %j",
  (text) => {
    expect(() => open(ring, text, PLACE)).toThrow();
  },
);

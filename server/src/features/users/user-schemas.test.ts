import { domainToASCII } from "node:url";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { emailInput } from "./index.ts";

const read = (text: string) => emailInput.safeParse(text).data;

test.each([
  ["Ada@Example.COM", "ada@example.com"],
  [" ada@example.com ", "ada@example.com"],
  ["ada＠example.com", "ada@example.com"],
  ["user@bücher.de", "user@xn--bcher-kva.de"],
  ["user@BÜCHER.de", "user@xn--bcher-kva.de"],
  ["user@bu\u0308cher.de", "user@xn--bcher-kva.de"],
  ["user@xn--bcher-kva.de", "user@xn--bcher-kva.de"],
  ["user@пример.рф", "user@xn--e1afmkfd.xn--p1ai"],
  ["user@example.xn--p1ai", "user@example.xn--p1ai"],
  ["user@例え。テスト", "user@xn--r8jz45g.xn--zckzah"],
  ["a!b@example.com", "a!b@example.com"],
  ["o/r@example.com", "o/r@example.com"],
  ["o'hara+#$%&*=?^_`{|}~-@example.com", "o'hara+#$%&*=?^_`{|}~-@example.com"],
  [`${"a".repeat(64)}@example.com`, `${"a".repeat(64)}@example.com`],
])("%j is the address %j", (text, address) => expect(read(text)).toBe(address));

test.each([
  "",
  "ada",
  "@example.com",
  "ada@",
  "ada@com",
  "ada@localhost",
  ".ada@example.com",
  "ada.@example.com",
  "a..b@example.com",
  '"ada"@example.com',
  "ada lovelace@example.com",
  "ada@example .com",
  "ada@ example.com",
  "ada@example.com.",
  "ada@example.com。",
  "ada@.example.com",
  "ada@example..com",
  "ada@-example.com",
  "ada@exa_mple.com",
  "ada@ex%61mple.com",
  "ada@example.com/evil.example",
  "ada@example.com:25",
  "ada@evil.example@example.com",
  "ada＠evil.example@example.com",
  "ada@127.0.0.1",
  "ada@0x7f.1",
  "ada@[127.0.0.1]",
  "ädä@example.com",
  "аda@example.com",
  "ada,bob@example.com",
  "ada<bob@example.com",
  "ada\r\nbcc:bob@example.com",
  `${"a".repeat(65)}@example.com`,
  `ada@${"a".repeat(64)}.com`,
  `ada@${"ü".repeat(80)}.${"ü".repeat(80)}.de`,
])("%j is no address", (text) => expect(read(text)).toBeUndefined());

test("a look-alike in another script stays another address", () => {
  expect(read("ada@ехample.com")).toBe(`ada@${domainToASCII("ехample.com")}`);
  expect(read("ada@ехample.com")).not.toBe("ada@example.com");
});

const local = fc.stringMatching(/^[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,30}(\.[a-zA-Z0-9]{1,20})?$/);
const domain = fc.oneof(fc.domain(), fc.constantFrom("bücher.de", "пример.рф", "münchen.example", "例え.テスト", "xn--bcher-kva.de"));

test("whatever is accepted is ASCII with one @, and is itself when it is read again", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc
      .tuple(fc.string({ unit: "grapheme", maxLength: 20 }), fc.string({ unit: "grapheme", maxLength: 30 }))
      .map((parts) => parts.join("@")),
    fc.tuple(local, fc.string({ unit: "grapheme", maxLength: 30 })).map(([before, after]) => `${before}@${after}.com`),
    fc.tuple(local, domain).map((parts) => parts.join("@")),
  );
  fc.assert(
    fc.property(anything, (text) => {
      const address = read(text);
      if (address === undefined) return;
      expect(address).toMatch(/^[!-?A-~]+@[a-z0-9.-]+$/);
      expect(address.length).toBeLessThanOrEqual(254);
      expect(read(address)).toBe(address);
    }),
    { numRuns: 2_000 },
  );
});

test("an address of the usual form is accepted, however its letters are written", () => {
  fc.assert(
    fc.property(local, domain, (before, after) => {
      const address = read(`${before}@${after}`);
      expect(address).toBe(`${before.toLowerCase()}@${domainToASCII(after)}`);
      expect(read(`${before.toUpperCase()}@${after.toUpperCase()}`)).toBe(address);
    }),
  );
});

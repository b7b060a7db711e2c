import { expect, test } from "@jest/globals";
import { base32 } from "./base32.ts";
import { otpauthUri, stepAt, stepOfCode, totpCode } from "./totp.ts";

const SECRET = Buffer.from("12345678901234567890");

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at %d seconds the code is that of RFC 6238, appendix B", (seconds, code) => {
  expect(totpCode(SECRET, stepAt(new Date(seconds * 1000)))).toBe(code);
});

test("a code counts one step early and one step late, and no more", () => {
  const now = new Date(1_234_567_890_000);
  const offs = [-2, -1, 0, 1, 2].map((off) => stepOfCode(SECRET, totpCode(SECRET, stepAt(now) + off), { now, lastStep: null }));
  expect(offs).toEqual([undefined, stepAt(now) - 1, stepAt(now), stepAt(now) + 1, undefined]);
});

test("a code is good once, and one from before it is not good any more", () => {
  const now = new Date(1_234_567_890_000);
  const codeAt = (off: number) => totpCode(SECRET, stepAt(now) + off);
  const good = [-1, 0, 1].map((off) => stepOfCode(SECRET, codeAt(off), { now, lastStep: stepAt(now) }));
  expect(good).toEqual([undefined, undefined, stepAt(now) + 1]);
});

test.each([
  ["", ""],
  ["f", "MY"],
  ["fo", "MZXQ"],
  ["foo", "MZXW6"],
  ["foob", "MZXW6YQ"],
  ["fooba", "MZXW6YTB"],
  ["foobar", "MZXW6YTBOI"],
])("%j in base32 is that of RFC 4648, without padding", (text, encoded) => {
  expect(base32(Buffer.from(text))).toBe(encoded);
});

test("what the QR code says is what authenticator apps read", () => {
  expect(otpauthUri(SECRET, { issuer: "gate.example.com", account: "ada+x@example.com" })).toBe(
    "otpauth://totp/gate.example.com:ada%2Bx%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=gate.example.com&algorithm=SHA1&digits=6&period=30",
  );
});

import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isInside, networksOf } from "../../http/access/policy.ts";
import { canonicalRange } from "./ip-range.ts";

test.each([
  ["192.0.2.7", "192.0.2.7/32"],
  [" 192.0.2.7/24 ", "192.0.2.0/24"],
  ["0.0.0.0/0", "0.0.0.0/0"],
  ["2001:DB8:0:0::1", "2001:db8::1/128"],
  ["2001:db8:1234:5678::/47", "2001:db8:1234::/47"],
  ["::/0", "::/0"],
  ["::ffff:192.0.2.7", "192.0.2.7/32"],
  ["::ffff:c000:207/120", "192.0.2.0/24"],
  ["::ffff:0:0/96", "0.0.0.0/0"],
])("%s is stored as %s", (text, stored) => expect(canonicalRange(text)).toBe(stored));

test.each([
  "",
  "example.com",
  "192.0.2",
  "192.0.2.0/33",
  "192.0.2.0/-1",
  "192.0.2.0/24/1",
  "192.0.2.0/",
  "192.0.2.0/ 8",
  "010.0.0.1",
  "::1%eth0",
  "::/129",
  "1::2::3",
  "[::1]",
  "0x7f.1",
])("%s is no range", (text) => expect(canonicalRange(text)).toBeUndefined());

const v4 = fc.ipV4();
const v6 = fc.ipV6();

test("whatever the address and the length: the network holds the address, and its form stays as it is", () => {
  const ranges = fc.oneof(fc.tuple(v4, fc.integer({ min: 0, max: 32 })), fc.tuple(v6, fc.integer({ min: 0, max: 128 })));
  fc.assert(
    fc.property(ranges, ([address, bits]) => {
      const range = canonicalRange(`${address}/${bits}`);
      if (range === undefined) throw new Error("refused");
      expect(canonicalRange(range)).toBe(range);
      const networks = networksOf([range]);
      expect(networks && isInside(networks, address)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test("an IPv4 address is inside of a network exactly when its first bits are those of the network, also where it came over IPv6", () => {
  const numberOf = (address: string) => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  fc.assert(
    fc.property(v4, fc.integer({ min: 0, max: 32 }), v4, fc.boolean(), (network, bits, other, isNear) => {
      const address = isNear ? [...network.split(".").slice(0, 3), other.split(".")[3]].join(".") : other;
      const networks = networksOf([String(canonicalRange(`${network}/${bits}`))]);
      const size = 2 ** (32 - bits);
      const expected = Math.floor(numberOf(address) / size) === Math.floor(numberOf(network) / size);
      for (const form of [address, `::ffff:${address}`]) expect(networks && isInside(networks, form)).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

test("what is no address is inside of nothing", () => {
  const networks = networksOf(["0.0.0.0/0", "::/0"]);
  for (const text of ["unknown", "", "localhost", "::ffff:1.2.3"]) expect(networks && isInside(networks, text)).toBe(false);
});

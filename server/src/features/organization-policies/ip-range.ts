import { isIP } from "node:net";

const V4_BITS = 32;
const V6_BITS = 128;
/** Under which IPv4 addresses stand in IPv6 (RFC 4291, 2.5.5.2). */
const MAPPED = 0xffffn << 32n;

function numberOf(groups: readonly string[], bits: bigint, radix: "" | "0x"): bigint {
  return groups.reduce((sum, group) => (sum << bits) | BigInt(`${radix}${group}`), 0n);
}

/** The eight groups of an IPv6 address in the one form in which URLs write it, where `::` stands for the missing ones. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split("::");
  const [before, after] = [head, tail ?? ""].map((part) => part.split(":").filter(Boolean)) as [string[], string[]];
  return [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
}

function writeV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join(".");
}

function writeV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(16 * (7 - index))) & 0xffffn).toString(16));
  return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1);
}

/**
 * A network or an address in the one form in which it is stored and compared: the first address of the network, and its length
 * (RFC 4632, RFC 5952). IPv4 that is written as IPv6 is IPv4. Undefined for what is neither.
 */
export function canonicalRange(text: string): string | undefined {
  const [address = "", length, ...rest] = text.trim().split("/");
  const family = isIP(address);
  if (rest.length > 0 || family === 0 || address.includes("%")) return undefined;
  const most = family === 4 ? V4_BITS : V6_BITS;
  if (length !== undefined && !(/^\d{1,3}$/.test(length) && Number(length) <= most)) return undefined;
  const bits = length === undefined ? most : Number(length);
  const value = family === 4 ? numberOf(address.split("."), 8n, "") : numberOf(groupsOf(address), 16n, "0x");
  const shift = BigInt(most - bits);
  const first = (value >> shift) << shift;
  if (family === 4) return `${writeV4(first)}/${bits}`;
  if (first >> 32n === MAPPED >> 32n && bits >= V6_BITS - V4_BITS) return `${writeV4(first & 0xffffffffn)}/${bits - V6_BITS + V4_BITS}`;
  return `${writeV6(first)}/${bits}`;
}

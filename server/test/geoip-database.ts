import { isIPv4 } from "node:net";

/** What a network is found to be, as the MaxMind DB holds it. */
type Value = string | number | { [name: string]: Value };

const SEPARATOR = Buffer.alloc(16);
const METADATA_MARKER = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");
const TYPES = { string: 2, number: 6, map: 7 };

function control(type: number, size: number): Buffer {
  if (size < 29) return Buffer.from([(type << 5) | size]);
  return Buffer.from([(type << 5) | 29, size - 29]);
}

/** One value of the data section (MaxMind DB file format 2.0, "Output Data Section"), up to 284 bytes or members. */
function encode(value: Value): Buffer {
  if (typeof value === "string") return Buffer.concat([control(TYPES.string, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === "number") {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(TYPES.number, 4), bytes]);
  }
  const members = Object.entries(value);
  return Buffer.concat([control(TYPES.map, members.length), ...members.flatMap(([name, member]) => [encode(name), encode(member)])]);
}

/** The bits of a network; IPv4 lies at ::/96 of an IPv6 tree. Takes IPv6 only in its full form of eight groups. */
function bitsOf(network: string, version: 4 | 6): string {
  const [address = "", length = "0"] = network.split("/");
  const parts = isIPv4(address) ? address.split(".").map(Number) : address.split(":").map((group) => parseInt(group, 16));
  const bits = parts.map((part) => part.toString(2).padStart(isIPv4(address) ? 8 : 16, "0")).join("");
  const prefix = isIPv4(address) && version === 6 ? "0".repeat(96) : "";
  return prefix + bits.slice(0, Number(length));
}

type Node = [Node | Value | null, Node | Value | null];

/** A MaxMind DB file of a few networks, which must not overlap, with 24-bit records. */
export function geoipDatabase(networks: Record<string, Value>, version: 4 | 6 = 6): Buffer {
  const root: Node = [null, null];
  const nodes: Node[] = [root];
  for (const [network, value] of Object.entries(networks)) {
    let node = root;
    const bits = Array.from(bitsOf(network, version), Number) as Array<0 | 1>;
    for (const bit of bits.slice(0, -1)) {
      const next: Node = Array.isArray(node[bit]) ? node[bit] : [null, null];
      if (next !== node[bit]) nodes.push((node[bit] = next));
      node = next;
    }
    node[bits.at(-1) ?? 0] = value;
  }

  const data: Buffer[] = [];
  const recordOf = (entry: Node | Value | null): number => {
    if (entry === null) return nodes.length;
    if (Array.isArray(entry)) return nodes.indexOf(entry);
    const offset = Buffer.concat(data).length;
    data.push(encode(entry));
    return nodes.length + SEPARATOR.length + offset;
  };
  const tree = Buffer.alloc(nodes.length * 6);
  nodes.forEach((node, index) => node.forEach((entry, side) => tree.writeUIntBE(recordOf(entry), index * 6 + side * 3, 3)));

  const metadata = { node_count: nodes.length, record_size: 24, ip_version: version, database_type: "Test-City", build_epoch: 1 };
  return Buffer.concat([tree, SEPARATOR, ...data, METADATA_MARKER, encode(metadata)]);
}

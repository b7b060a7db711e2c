import { readFile, stat } from "node:fs/promises";
import { BlockList, isIP, isIPv6 } from "node:net";
import { Reader, type CityResponse } from "maxmind";

/** Tells where an IP address is, from a file of this machine: no address leaves it. */
export type Geoip = {
  /** "Utrecht, Netherlands", in English, as exactly as the file knows; null for what it does not, and for private addresses. */
  placeOf(ip: string): string | null;
  /** Reads the file again if it was replaced. Rejects, and keeps what it has, when the new one cannot be read. */
  reload(): Promise<void>;
};

/** Of this machine, of a local network, or of a carrier's own (RFC 1918, RFC 6598, RFC 4193): a file may map them, but not to a place. */
const NETWORKS = ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];
const NETWORKS_6 = ["::1/128", "fc00::/7", "fe80::/10"];

function privateNetworks(): BlockList {
  const list = new BlockList();
  const add = (type: "ipv4" | "ipv6") => (network: string) => {
    const [address = "", bits] = network.split("/");
    list.addSubnet(address, Number(bits), type);
  };
  NETWORKS.forEach(add("ipv4"));
  NETWORKS_6.forEach(add("ipv6"));
  return list;
}

type Loaded = { reader: Reader<CityResponse>; version: string };

async function versionOf(path: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(path);
  return `${mtimeMs} ${size} ${ino}`;
}

/** Reads the file, unless it still is the one that was `loaded`. */
async function load(path: string, loaded?: Loaded): Promise<Loaded> {
  try {
    const version = await versionOf(path);
    if (version === loaded?.version) return loaded;
    const content = await readFile(path);
    const reader = new Reader<CityResponse>(content);
    if (!(reader.metadata.searchTreeSize < content.length)) throw new Error("it is cut off");
    return { reader, version };
  } catch (error) {
    throw new Error(`GEOIP_DATABASE: ${path} is not a readable MaxMind DB file (${(error as Error).message}).`, { cause: error });
  }
}

/** Finds nothing, rather than failing, where a file that could be opened is broken further down: a place is an extra. */
function find({ reader }: Loaded, address: string): CityResponse | null {
  try {
    return isIPv6(address) && reader.metadata.ipVersion === 4 ? null : reader.get(address);
  } catch {
    return null;
  }
}

/** Reads the file into memory. Without a path nothing is known of any address. Rejects when the file is missing or broken. */
export async function openGeoip(path: string | undefined): Promise<Geoip> {
  if (path === undefined) return { placeOf: () => null, reload: async () => undefined };
  let loaded = await load(path);
  const networks = privateNetworks();

  return {
    placeOf(ip) {
      const address = ip.replace(/^::ffff:(?=\d+\.)/i, "");
      if (!isIP(address) || networks.check(address, isIPv6(address) ? "ipv6" : "ipv4")) return null;
      const found = find(loaded, address);
      const names = [found?.city?.names?.en, found?.country?.names?.en].filter((name) => typeof name === "string" && name !== "");
      return names.join(", ") || null;
    },
    async reload() {
      loaded = await load(path, loaded);
    },
  };
}

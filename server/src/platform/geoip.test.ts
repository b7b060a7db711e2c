import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { geoipDatabase } from "../../test/geoip-database.ts";
import { openGeoip } from "./geoip.ts";

const named = (en: string) => ({ names: { de: `${en} auf Deutsch`, en } });
const UTRECHT = { city: named("Utrecht"), country: named("Netherlands") };
const NETWORKS = {
  "198.51.100.0/24": UTRECHT,
  "203.0.113.0/25": { country: named("Iceland") },
  "203.0.113.128/25": { continent: named("Europe") },
  "10.0.0.0/8": UTRECHT,
  "2001:0db8:0000:0000:0000:0000:0000:0000/32": { city: named("São Paulo"), country: named("Brazil") },
};

let folder = "";
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), "geoip-"))));
afterAll(() => rm(folder, { recursive: true }));

async function fileWith(content: Buffer | string): Promise<string> {
  const path = join(folder, `${Math.random()}.mmdb`);
  await writeFile(path, content);
  return path;
}

test("an address has the place that the file knows, as exactly as it knows it, in English", async () => {
  const { placeOf } = await openGeoip(await fileWith(geoipDatabase(NETWORKS)));
  expect(placeOf("198.51.100.7")).toBe("Utrecht, Netherlands");
  expect(placeOf("::ffff:198.51.100.7")).toBe("Utrecht, Netherlands");
  expect(placeOf("203.0.113.7")).toBe("Iceland");
  expect(placeOf("2001:db8::7")).toBe("São Paulo, Brazil");
});

test.each(["203.0.113.200", "192.0.2.1", "2001:db9::1", "10.1.2.3", "127.0.0.1", "::1", "fe80::1", "fd00::1", "unknown", ""])(
  "%j has no place",
  async (ip) => {
    const { placeOf } = await openGeoip(await fileWith(geoipDatabase(NETWORKS)));
    expect(placeOf(ip)).toBeNull();
  },
);

test("a file for IPv4 only knows nothing of IPv6", async () => {
  const { placeOf } = await openGeoip(await fileWith(geoipDatabase({ "0.0.0.0/1": UTRECHT, "128.0.0.0/1": UTRECHT }, 4)));
  expect(placeOf("198.51.100.7")).toBe("Utrecht, Netherlands");
  expect(placeOf("2001:db8::7")).toBeNull();
});

test("without a file there is no place", async () => {
  const { placeOf, reload } = await openGeoip(undefined);
  await reload();
  expect(placeOf("198.51.100.7")).toBeNull();
});

test("a missing or broken file is told by the setting's name and its path", async () => {
  const missing = join(folder, "missing.mmdb");
  await expect(openGeoip(missing)).rejects.toThrow(`GEOIP_DATABASE: ${missing} is not a readable MaxMind DB file`);
  await expect(openGeoip(folder)).rejects.toThrow("GEOIP_DATABASE");
  const whole = geoipDatabase(NETWORKS);
  for (const broken of ["", "not a database", whole.subarray(0, 400), whole.subarray(-150), Buffer.alloc(100_000)]) {
    await expect(openGeoip(await fileWith(broken))).rejects.toThrow("GEOIP_DATABASE");
  }
});

test("a file that is replaced is read again, and a broken one in its place changes nothing", async () => {
  const path = await fileWith(geoipDatabase({ "198.51.100.0/24": UTRECHT }));
  const { placeOf, reload } = await openGeoip(path);
  await writeFile(path, geoipDatabase({ "198.51.100.0/24": { country: named("Iceland") } }));
  expect(placeOf("198.51.100.7")).toBe("Utrecht, Netherlands");
  await reload();
  expect(placeOf("198.51.100.7")).toBe("Iceland");
  await writeFile(path, "broken");
  await expect(reload()).rejects.toThrow("GEOIP_DATABASE");
  await rm(path);
  await expect(reload()).rejects.toThrow("GEOIP_DATABASE");
  expect(placeOf("198.51.100.7")).toBe("Iceland");
});

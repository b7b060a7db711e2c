import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, registerPerson, type SignedIn } from "../../../test/client.ts";
import { geoipDatabase } from "../../../test/geoip-database.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { createDeps } from "../../create-deps.ts";

const named = (en: string) => ({ names: { en } });

let app: TestApp;
let folder = "";
let file = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "places-"));
  file = join(folder, "places.mmdb");
  await writeFile(file, geoipDatabase({ "198.51.100.0/24": { city: named("Utrecht"), country: named("Netherlands") } }));
  app = await createTestApp({ settings: { GEOIP_DATABASE: file } });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

test("a device has the place of the address from which it signed in, as the file tells it now", async () => {
  const person = await registerPerson(app);
  const signInFrom = async (ip: string) => {
    const { email, password } = person;
    const client = createClient(app, { "X-Forwarded-For": ip });
    const { body } = await client.post("/api/v1/auth/login", { email, password, refreshTransport: "body" }).expect(200);
    return body as SignedIn;
  };
  for (const ip of ["198.51.100.7", "203.0.113.7"]) await signInFrom(ip);
  const { accessToken } = await signInFrom("10.1.2.3");
  const client = createClient(app, { Authorization: `Bearer ${accessToken}` });
  const places = async () => {
    const { items } = (await client.get("/api/v1/me/sessions").expect(200)).body as { items: Array<{ ip: string; place: string | null }> };
    return items.map(({ ip, place }) => [ip, place]);
  };
  expect(await places()).toEqual([
    ["10.1.2.3", null],
    ["203.0.113.7", null],
    ["198.51.100.7", "Utrecht, Netherlands"],
  ]);
  await writeFile(file, geoipDatabase({ "203.0.113.0/24": { country: named("Iceland") } }));
  await app.deps.geoip.reload();
  expect(await places()).toEqual([
    ["10.1.2.3", null],
    ["203.0.113.7", "Iceland"],
    ["198.51.100.7", null],
  ]);
});

test("nothing starts with a file that cannot be read, and the reason says which", async () => {
  const { config, log } = app.deps;
  await expect(createDeps({ ...config, geoipDatabase: join(folder, "missing.mmdb") }, { log, clock: app.clock })).rejects.toThrow(
    /^GEOIP_DATABASE: .+missing\.mmdb is not a readable MaxMind DB file/,
  );
});

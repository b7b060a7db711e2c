import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, registerPerson, signedInPerson, type Client } from "../../../test/client.ts";
import { newAdministrator } from "../../../test/invited.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "./index.ts";

const USERS = "/api/v1/users";

type Listed = { id: string; email: string; name: string; disabledAt: string | null };
type Page = { items: Listed[]; nextCursor: string | null };

let app: TestApp;
let admin: Awaited<ReturnType<typeof newAdministrator>>;
beforeAll(async () => {
  app = await createTestApp();
  admin = await newAdministrator(app);
  const names = [
    ["ada.lovelace@example.com", "Ada Lovelace"],
    ["grace+work@navy.example", "Grace Brewster Murray Hopper"],
    ["zoe@example.com", "Zoë O'Brien"],
    ["mueller@example.com", "Jürgen Müller-Lüdenscheidt"],
    ["wang@example.com", "王小明"],
    ["backslash@example.com", "C:\\Temp 'quoted' & <tagged>"],
  ] as const;
  for (const [email, name] of names) await registerPerson(app, { email, name });
});
afterAll(() => app.close());

const ask = (query: string, client: Client = admin.client) => client.get(`${USERS}${query}`);
async function list(query: string): Promise<Page> {
  return (await ask(query).expect(200)).body as Page;
}
const find = async (search: string, rest = "") =>
  (await list(`?search=${encodeURIComponent(search)}${rest}`)).items.map(({ email }) => email);

test("an administrator sees everybody, newest first, with what is meant for administrators and nothing more", async () => {
  const { items } = await list("");
  expect(items[0]).toEqual({
    id: expect.any(String),
    email: "backslash@example.com",
    emailVerifiedAt: null,
    name: "C:\\Temp 'quoted' & <tagged>",
    instanceRole: null,
    disabledAt: null,
    closedAt: null,
    deletesAt: null,
    createdAt: expect.stringMatching(/Z$/),
    updatedAt: expect.stringMatching(/Z$/),
  });
  expect(items.at(-1)).toMatchObject({ email: admin.email, instanceRole: "administrator" });
});

test("the pages hold everybody once", async () => {
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: Page = await list(`?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.items.map(({ email }) => email));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual((await list("?limit=100")).items.map(({ email }) => email));
  expect(new Set(seen).size).toBe(seen.length);
});

test.each([
  ["ada.lovelace@example.com", ["ada.lovelace@example.com"]],
  ["ADA L", ["ada.lovelace@example.com"]],
  ["love", ["ada.lovelace@example.com"]],
  ["lovelace ada", ["ada.lovelace@example.com"]],
  ["navy", ["grace+work@navy.example"]],
  ["hopper gra", ["grace+work@navy.example"]],
  ["zoë", ["zoe@example.com"]],
  ["o'brien", ["zoe@example.com"]],
  ["MÜLLER", ["mueller@example.com"]],
  ["lüd", ["mueller@example.com"]],
  ["王", ["wang@example.com"]],
  ["temp quoted tag", ["backslash@example.com"]],
  ["ada hopper", []],
  ["velace", []],
  ["%", []],
  ["_", []],
  ["+", ["grace+work@navy.example"]],
  ["&", ["backslash@example.com"]],
  ["  ", "all"],
  ["nobody@nowhere.example", []],
])("the search %j finds %j", async (search, expected) => {
  const everybody = (await list("?limit=100")).items.map(({ email }) => email);
  expect(await find(search, "&limit=100")).toEqual(expected === "all" ? everybody : expected);
});

test.each(["'", "''", "\\", "' | 'ada", "ada:*", "!ada", "ada & !grace", "<->", "a'):*", '"ada"', "a".repeat(200)])(
  "what is typed is words, never a query: %j",
  async (search) => {
    const { status } = await ask(`?search=${encodeURIComponent(search)}`);
    expect(status).toBe(200);
  },
);

test("the id of a person finds them", async () => {
  const { items } = await list("?search=wang");
  expect(await find(String(items[0]?.id))).toEqual(["wang@example.com"]);
  expect(await find("00000000-0000-7000-8000-000000000000")).toEqual([]);
});

test("whoever has the very address comes first, and once, however many addresses begin like it", async () => {
  await registerPerson(app, { email: "kit@first.example", name: "Kit First" });
  for (const end of ["a", "b", "c"]) await registerPerson(app, { email: `kit@first.example${end}`, name: `Kit ${end}` });
  const search = `?search=${encodeURIComponent("Kit@First.example")}&limit=2`;
  const first = await list(search);
  const second = await list(`${search}&cursor=${first.nextCursor}`);
  const all = ["kit@first.example", "kit@first.examplec", "kit@first.exampleb", "kit@first.examplea"];
  expect([...first.items, ...second.items].map(({ email }) => email)).toEqual(all);
  expect(second.nextCursor).toBeNull();
  expect((await list(`${search}&status=disabled`)).items).toEqual([]);
});

test("a new name is found at once, the old one no more", async () => {
  const person = await registerPerson(app, { name: "Before Marriage" });
  const [{ id }] = (await list("?search=before")).items as [Listed];
  await admin.client.patch(`${USERS}/${id}`, { name: "After Marriage" }).expect(200);
  expect(await find("before")).toEqual([]);
  expect(await find("after")).toEqual([person.email]);
});

test("filters show the disabled, the active, the unconfirmed and the administrators, within a search too", async () => {
  const person = await registerPerson(app, { name: "Filtered Out" });
  await disableUser(app.deps, { email: person.email, actor: { type: "system" } });
  expect(await find("filtered", "&status=disabled")).toEqual([person.email]);
  expect(await find("filtered", "&status=active")).toEqual([]);
  expect(await find("filtered", "&status=unconfirmed")).toEqual([person.email]);
  const { items } = await list("?status=administrator");
  expect(items.map(({ email }) => email)).toEqual([admin.email]);
  expect((await list("?status=disabled&limit=100")).items.every(({ disabledAt }) => disabledAt !== null)).toBe(true);
});

test.each([
  ["?status=everybody", "query /status not_allowed"],
  [`?search=${"a".repeat(201)}`, "query /search too_long"],
  ["?search=a%00b", "query /search invalid_text"],
  ["?cursor=nonsense", "query /cursor invalid"],
  ["?limit=0", "query /limit too_small"],
  ["?order=name", "query /order unknown_field"],
])("%s is refused", async (query, error) => {
  expect(expectInvalid(await ask(query))).toEqual([error]);
});

test("nobody else sees who is here", async () => {
  const { client, signedIn } = await signedInPerson(app);
  for (const path of ["", `/${signedIn.user.id}`, `/${admin.userId}/sessions`, `/${admin.userId}/activity`]) {
    expectProblem(await ask(path, client), "permission_denied");
    expectProblem(await ask(path, await admin.weakly()), "second_factor_required");
    expectProblem(await ask(path, createClient(app)), "access_token_missing");
  }
});

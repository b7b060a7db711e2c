import { describe, expect, test } from "@jest/globals";
import { RULES, type SourceFile } from "./architecture-rules.ts";
import { readSource, readSources } from "./source-files.ts";

const files = readSources();

/** A file that breaks each rule, in memory: a rule that cannot fail keeps nothing. */
const PLANTS: Record<string, Array<[path: string, text: string]>> = {
  "a feature is entered through its door": [
    ["server/src/features/users/x.ts", 'import { insertEvent } from "../audit/audit.queries.ts";'],
    ["server/src/app.ts", 'export { a } from "./features/audit/audit.routes.ts";'],
    ["server/src/features/users/y.ts", 'const a = await import("../audit/cursor.ts");'],
  ],
  "features do not need one another in a circle": [
    ["server/src/features/audit/x.ts", 'import type { User } from "../users/index.ts";'],
    ["server/src/features/users/x.ts", 'import { recordEvent } from "../audit/index.ts";'],
  ],
  "http and platform know no feature": [
    ["server/src/http/x.ts", 'import { a } from "../features/users/index.ts";'],
    ["server/src/platform/x.ts", 'import type { A } from "../features/users/index.ts";'],
  ],
  "platform does not know http": [["server/src/platform/x.ts", 'import { Problem } from "../http/problem.ts";']],
  "what is made for tests stays in tests": [
    ["server/src/http/x.ts", 'import { movableClock } from "../../test/movable-clock.ts";'],
    ["client/src/app/x.ts", 'import { fakeApi } from "../lib/fake-api.ts";'],
  ],
  "only queries, the pool and the migrations use knex": [["server/src/features/users/x.ts", 'import type { Knex } from "knex";']],
  "only http and routes use express": [["server/src/features/users/x.ts", 'import type { Request } from "express";']],
  "passport lives where a credential is read": [["server/src/features/users/users.routes.ts", 'import { Passport } from "passport";']],
  "the environment is read in one place": [
    ["server/src/app.ts", "export const port = process.env.PORT;"],
    ["server/src/main.ts", 'import { env } from "node:process";'],
  ],
  "no state lives at the top of a module": [
    ["server/src/http/x.ts", "let count = 0; export const next = () => (count += 1);"],
    ["server/src/http/y.ts", "export const known = new Map(); export function keep(a) { known.set(a, 1); }"],
    ["server/src/http/z.ts", "const state = { a: 1 }; export const change = () => { state.a = 2; };"],
  ],
  "exports have names": [
    ["server/src/http/x.ts", "export default 7;"],
    ["client/src/ui/x.tsx", "const a = 7; export { a as default };"],
  ],
  "names of files are kebab-case": [
    ["server/src/http/problemHandler.ts", ""],
    ["client/src/ui/Button.tsx", ""],
    ["local/free_port.ts", ""],
  ],
  "no file is long": [["server/src/http/x.ts", "\n".repeat(301)]],
  "the client's layers look down": [
    ["client/src/features/account/x.tsx", 'import { a } from "../../app/router.tsx";'],
    ["client/src/ui/x.tsx", 'import { a } from "../features/account/x.tsx";'],
    ["client/src/lib/x.ts", 'import { a } from "../ui/button.tsx";'],
    ["client/src/api/x.ts", 'import { a } from "../lib/api.ts";'],
  ],
  "no client feature imports another": [["client/src/features/account/x.tsx", 'import { a } from "../sign-in/sign-in.tsx";']],
  "ui never fetches": [
    ["client/src/ui/x.tsx", 'export const load = () => fetch("/api/v1/me");'],
    ["client/src/ui/y.tsx", 'export const open = () => new EventSource("/");'],
  ],
  "ui asks nobody to fetch": [["client/src/ui/x.tsx", 'import { get } from "../lib/api.ts";']],
};

describe.each(RULES)("$name", ({ name, check }) => {
  test("holds in the whole project", () => {
    expect(check(files)).toEqual([]);
  });

  test("is not kept by looking away", () => {
    const plants: SourceFile[] = (PLANTS[name] ?? []).map(([path, text]) => readSource(path, text));
    expect(plants).not.toEqual([]);
    const together = name.includes("circle");
    for (const group of together ? [plants] : plants.map((plant) => [plant])) expect(check(group)).not.toEqual([]);
  });
});

test("the files of every part are looked at", () => {
  for (const part of ["server/src/http/", "server/src/features/", "server/src/platform/", "client/src/", "local/", "migrations/"]) {
    expect(files.filter(({ path }) => path.startsWith(part)).length).toBeGreaterThan(2);
  }
});

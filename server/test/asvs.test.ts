import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readSources } from "./source-files.ts";

const ROOT = join(import.meta.dirname, "../..");
const ROW = /^\| ([\d.]+) +\| ([12]) +\| ([^|]+)\| (met|partly|not met|n\/a) +\| ([^|]+)\| ([^|]*)\|$/;
const NAMED = /`([^`]+\.test\.tsx?)`: (.+?)(?=; `[^`]+\.test\.tsx?`: |$)/g;

/** How many requirements of level 1 and 2 each section of the standard has, from its first one on; others are of level 3. */
const SECTIONS: Record<string, number> = {
  "6.1": 3,
  "6.2": 12,
  "6.3": 4,
  "6.4": 4,
  "6.5": 5,
  "6.6": 3,
  "6.8": 4,
  "7.1": 3,
  "7.2": 4,
  "7.3": 2,
  "7.4": 5,
  "7.5": 2,
  "7.6": 2,
  "9.1": 3,
  "9.2": 4,
  "10.1": 2,
  "10.2": 2,
  "10.3": 4,
  "10.4": 11,
  "10.5": 5,
  "10.6": 2,
  "10.7": 3,
};

const rows = readFileSync(join(ROOT, "docs/asvs.md"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, number = "", , , status = "", how = "", tests = ""] = ROW.exec(line) ?? [];
    if (!number) return [];
    const named = [...tests.trim().matchAll(NAMED)].map(([, file = "", name = ""]) => ({ file, name: name.trim() }));
    return [{ number, status, how: how.trim(), named }];
  });

describe("docs/asvs.md", () => {
  test("has every requirement of the two levels, once and in order", () => {
    const wanted = Object.entries(SECTIONS).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
    );
    expect(rows.map(({ number }) => number)).toEqual(wanted);
  });

  test("names a test for whatever is met, and says why what is not", () => {
    for (const { number, status, how, named } of rows) {
      expect({ number, says: how.length > 3, tests: status === "n/a" || named.length > 0 }).toEqual({ number, says: true, tests: true });
      if (status !== "met") expect({ number, reason: how.length > 25 }).toEqual({ number, reason: true });
    }
  });

  test("counts rightly", () => {
    const count = (status: string) => rows.filter((row) => row.status === status).length;
    const sentence = `Of ${rows.length} requirements ${count("met")} are met, ${count("partly")} partly, ${count("not met")} not, and ${count("n/a")} do not apply.`;
    expect(readFileSync(join(ROOT, "docs/asvs.md"), "utf8")).toContain(sentence);
  });
});

test.each(rows.flatMap(({ number, named }) => named.map((one) => ({ number, ...one }))))(
  "$number: $file has the test that the table names: $name",
  ({ file, name }) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
    expect(readFileSync(join(ROOT, file), "utf8")).toContain(name);
  },
);

test("nothing of the server is left to Math.random", () => {
  const paths = readSources()
    .map(({ path }) => path)
    .filter((path) => path.startsWith("server/src/") && !path.includes(".test."));
  expect(paths.length).toBeGreaterThan(100);
  for (const path of paths)
    expect({ path, found: readFileSync(join(ROOT, path), "utf8").includes("Math.random") }).toEqual({ path, found: false });
});

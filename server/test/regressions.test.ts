import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const ROOT = join(import.meta.dirname, "../..");
const ROW = /^\|[^|]+\|[^|]+\| `([^`]+)`: ([^|]+?) *\|$/;

/** The tests that docs/regressions.md names: the file, and the name within it. */
const named = readFileSync(join(ROOT, "docs/regressions.md"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, file, name] = ROW.exec(line) ?? [];
    return file && name ? [{ file, name }] : [];
  });

test("the table of regressions can be read", () => expect(named.length).toBeGreaterThan(15));

test.each(named)("$file has the test that the table names: $name", ({ file, name }) => {
  expect(readFileSync(join(ROOT, file), "utf8")).toContain(name);
});

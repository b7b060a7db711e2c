import { describe, expect, test } from "@jest/globals";
import { nextPath, withNext } from "./next-path.ts";

const origin = "https://gate.example";
const next = (value: string) => nextPath(`?next=${encodeURIComponent(value)}`, origin);

describe("where a sign-in leads", () => {
  test.each(["/", "/me/profile", "/o/northwind/audit?q=outcome:denied&t=24h#row-3", "/a/./b"])(
    "goes to the path it was given: %s",
    (path) => {
      expect(next(path)).toBe(new URL(path, origin).href.slice(origin.length));
    },
  );

  test.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/\\/evil.example",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "/..//evil.example",
    "",
  ])("never leaves this origin: %j", (path) => {
    expect(next(path)).toBe("/");
  });

  test.each(["/sign-in", "/sign-in?next=/", "/sign-up", "/setup", "/sign-in.html", "/x/../sign-in"])(
    "never leads back to an auth page: %s",
    (path) => {
      expect(next(path)).toBe("/");
    },
  );

  test("goes home when nothing was asked", () => {
    expect(nextPath("", origin)).toBe("/");
  });

  test("a link between the auth pages carries the path on and can be read again", () => {
    const path = "/o/northwind/audit?q=a&t=24h#x";
    expect(nextPath(new URL(withNext("/sign-up", path), origin).search, origin)).toBe(path);
    expect(withNext("/sign-up", "/")).toBe("/sign-up");
  });
});

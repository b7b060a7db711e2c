import { expect, test } from "@jest/globals";
import { formatAgo } from "../../lib/format.ts";
import { describeLastSeen, describeProof, deviceOf, nameOf } from "./describe-session.ts";

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";

test.each([
  [{ name: "Kitchen tablet", userAgent: firefox }, "Kitchen tablet"],
  [{ name: null, userAgent: firefox }, "Firefox on Linux"],
  [{ name: null, userAgent: "curl/8.17.0" }, "curl"],
  [{ name: null, userAgent: null }, "A program that did not say its name"],
])("a device is called by its name, else by what it is: %j", (session, name) => {
  expect(nameOf(session)).toBe(name);
});

test("a name does not hide what the device is", () => {
  expect(deviceOf({ userAgent: firefox })).toBe("Firefox on Linux");
});

test("how the person signed in is said in words, and a method not known yet by its own name", () => {
  expect([describeProof(["pwd"]), describeProof(["pwd", "otp", "mfa"]), describeProof(["sc"])]).toEqual([
    "with a password",
    "with a password and a code",
    "with sc",
  ]);
});

test("a device is not said to be seen more exactly than to ten minutes", () => {
  const now = Date.parse("2026-11-21T10:00:00Z");
  expect(["2026-11-21T10:00:01Z", "2026-11-21T09:50:01Z"].map((at) => describeLastSeen(at, now))).toEqual(
    Array.from({ length: 2 }, () => "less than 10 minutes ago"),
  );
  expect(describeLastSeen("2026-11-21T09:50:00Z", now)).toBe(formatAgo("2026-11-21T09:50:00Z", now));
});

import { expect, test } from "@jest/globals";
import { initialsOf, organizationPath } from "./organization.ts";

test.each([
  ["Northwind", "N"],
  ["Contoso Research and Development", "CR"],
  ["häagen & söhne", "HS"],
  ["E\u0301clair", "\u00c9"],
  ["  ", ""],
  ["7-Eleven", "7E"],
])("the seal of %j carries %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test("its overview has the plain address, its pages stand below", () => {
  expect(organizationPath({ slug: "northwind" })).toBe("/o/northwind");
  expect(organizationPath({ slug: "northwind" }, "members")).toBe("/o/northwind/members");
});

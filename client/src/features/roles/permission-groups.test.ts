import { expect, test } from "@jest/globals";
import type { Permission } from "../../api/types.ts";
import { tellDifference } from "./describe-role.ts";
import { groupPermissions, onlyDifferences } from "./permission-groups.ts";

const catalogue = [
  { name: "members:read", description: "See." },
  { name: "members:invite", description: "Invite." },
  { name: "audit_events:read", description: "Read." },
  { name: "api_keys:read", description: "Of a later release." },
] as unknown as Permission[];

test("permissions are grouped by what they are about, and what is not known yet keeps its name", () => {
  expect(groupPermissions(catalogue).map(({ title, permissions }) => [title, permissions.length])).toEqual([
    ["Members", 2],
    ["Activity", 1],
    ["api keys", 1],
  ]);
});

test("only what roles do not agree on is a difference", () => {
  const roles = [{ permissions: ["members:read", "members:invite"] }, { permissions: ["members:read"] }];
  const left = onlyDifferences(groupPermissions(catalogue), roles);
  expect(left.flatMap(({ permissions }) => permissions.map(({ name }) => name))).toEqual(["members:invite"]);
});

test.each([
  [["a"], ["a"], "One and Other permit the same."],
  [["a", "b"], ["a"], "One permits all that Other does, and 1 more."],
  [["a"], ["a", "b", "c"], "Other permits all that One does, and 2 more."],
  [["a", "b"], ["c"], "One permits 2 that Other does not, and the other way about 1."],
])("roles with %j and %j: %s", (one, other, sentence) => {
  const role = (name: string, permissions: string[]) => ({ name, permissions: permissions as never[] });
  expect(tellDifference(role("One", one), role("Other", other))).toBe(sentence);
});

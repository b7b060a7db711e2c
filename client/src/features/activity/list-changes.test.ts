import { expect, test } from "@jest/globals";
import { listChanges } from "./list-changes.ts";

test("only what differs is listed, also what was added, removed or nested", () => {
  const before = { name: "A", same: 1, gone: true, deep: { roles: ["a"] }, equal: { x: [1] } };
  const after = { name: "B", same: 1, new: null, deep: { roles: ["b"] }, equal: { x: [1] } };
  expect(listChanges({ before, after })).toEqual([
    { field: "name", before: "A", after: "B" },
    { field: "gone", before: true, after: undefined },
    { field: "deep", before: { roles: ["a"] }, after: { roles: ["b"] } },
    { field: "new", before: undefined, after: null },
  ]);
});

test("an event without values changed nothing", () => {
  expect(listChanges({ before: null, after: null })).toEqual([]);
});

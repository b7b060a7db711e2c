import { expect, test } from "@jest/globals";
import { isFullRun, missingProblems } from "./problem-coverage.ts";

const ALL = { testPathPatterns: { patterns: [] }, onlyChanged: false, onlyFailures: false, findRelatedTests: false };

test("a problem that is declared and never produced is named with its operation", () => {
  const notes = [
    "? login busy",
    "? login invalid_credentials",
    "? getMe session_ended",
    "! login busy",
    "? login busy",
    "! getMe session_ended",
    "",
  ];
  expect(missingProblems(notes.join("\n"))).toEqual(["login: invalid_credentials"]);
});

test("a problem counts only for the operation that answered it", () => {
  expect(missingProblems("? login busy\n? register busy\n! register busy\n")).toEqual(["login: busy"]);
});

test("a run is a full one only when nothing chooses among the tests", () => {
  expect(isFullRun(ALL)).toBe(true);
  expect(isFullRun({ ...ALL, testPathPatterns: { patterns: ["users"] } })).toBe(false);
  expect(isFullRun({ ...ALL, testNamePattern: "a name" })).toBe(false);
  expect(isFullRun({ ...ALL, shard: {} })).toBe(false);
  for (const name of ["onlyChanged", "onlyFailures", "findRelatedTests"]) expect(isFullRun({ ...ALL, [name]: true })).toBe(false);
});

import { expect, test } from "@jest/globals";
import { describeProof } from "./describe-proof.ts";

const proof = (methods: unknown, action = "session.started") => describeProof({ action, after: { methods } });

test.each<[string, unknown, string]>([
  ["a known method", ["pwd"], "Proved with a password"],
  ["one this console does not know", ["wia"], "Proved with wia"],
  ["several", ["pwd", "otp"], "Proved with a password and a code"],
  ["one that is no word", [7], "Proved with 7"],
])("a sign-in tells in words how it was proved: %s", (_, methods, words) => {
  expect(proof(methods)).toBe(words);
});

test.each<[string, unknown]>([
  ["no method", []],
  ["no list", "pwd"],
  ["nothing", undefined],
])("it claims no proof that the record does not hold: %s", (_, methods) => {
  expect(proof(methods)).toBeNull();
});

test("the methods of another event are left alone", () => {
  expect(proof(["pwd"], "user.updated")).toBeNull();
});

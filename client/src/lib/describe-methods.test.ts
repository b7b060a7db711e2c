import { expect, test } from "@jest/globals";
import { describeMethods } from "./describe-methods.ts";

test("methods are called what people call them, each once", () => {
  expect(describeMethods(["pwd", "otp", "mfa"])).toEqual(["a password", "a code"]);
  expect(describeMethods(["swk", "user", "mfa"])).toEqual(["a passkey"]);
  expect(describeMethods(["fed", "hwk", "user", "mfa"])).toEqual(["a connected account", "a passkey"]);
});

test("a method that is not known keeps its own name", () => {
  expect(describeMethods(["pwd", "sc", "constructor"])).toEqual(["a password", "sc", "constructor"]);
});

import { afterEach, expect, jest, test } from "@jest/globals";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { setOnline } from "../lib/fake-api.ts";
import { Problem, Unreachable } from "../lib/problem.ts";
import { ErrorPanel } from "./error-panel.tsx";

const problem = (status: number) =>
  new Problem({ status, code: "x", detail: "You need more.", requestId: "req-1", errors: [], retryAfterSeconds: null });

function open(error: unknown) {
  const retry = jest.fn();
  render(<ErrorPanel error={error} title="The list could not be loaded" onRetry={retry} />);
  return { retry, text: screen.getByRole("alert").textContent ?? "" };
}

afterEach(() => {
  cleanup();
  setOnline(true);
});

test("a failure of the server says what to do and shows the request id to tell", () => {
  const { text } = open(problem(500));
  expect(text).toMatch(/The list could not be loaded.*Try again.*Request id.*req-1/);
});

test("a refusal explains itself in the server's words", () => {
  expect(open(problem(403)).text).toMatch(/You need more\..*req-1/);
});

test.each([
  ["no answer", new Unreachable(), /No answer came/],
  ["a failed page", new TypeError("x is not a function"), /The page itself failed/],
])("%s gets a human sentence, never a stack or a bare message", (_, error, sentence) => {
  const { text } = open(error);
  expect(text).toMatch(sentence);
  expect(text).not.toContain("is not a function");
});

test("offline is called offline, whatever the error was", () => {
  setOnline(false);
  expect(open(new Unreachable()).text).toContain("You are offline");
});

test("trying again is one press", () => {
  const { retry } = open(problem(500));
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(retry).toHaveBeenCalledTimes(1);
});

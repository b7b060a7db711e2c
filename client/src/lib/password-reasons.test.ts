import { expect, test } from "@jest/globals";
import { passwordReasons, usualPasswordRule } from "./password-reasons.ts";
import { readProblem } from "./problem.ts";

const codes = ["too_short", "too_long", "common", "repetitive", "contains_email", "contains_name", "unchanged"];

test.each(codes)("the server's reason %s is told in words of our own", async (code) => {
  const errors = [{ in: "body", path: "/newPassword", code, message: "as the server says it" }];
  const body = JSON.stringify({ code: "validation_failed", detail: "x", requestId: "r1", errors });
  const problem = await readProblem(new Response(body, { status: 422, headers: { "Content-Type": "application/problem+json" } }));
  const [reason, ...others] = passwordReasons(problem, "newPassword", usualPasswordRule);
  expect(others).toEqual([]);
  expect(reason).toMatch(/^[A-Z].+\.$/);
  expect(reason).not.toContain("as the server says it");
});

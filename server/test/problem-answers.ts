import { expect } from "@jest/globals";
import { PROBLEMS, type ProblemCode } from "../src/http/problem-catalogue.ts";
import type { ProblemBody } from "../src/http/problem.ts";

type Answer = { status: number; headers: Record<string, unknown>; text: string };

/** Checks that the answer is a whole problem of RFC 9457 with that code, and answers with it. */
export function expectProblem(answer: Answer, code: ProblemCode): ProblemBody {
  expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
  const problem = JSON.parse(answer.text) as ProblemBody;
  expect(problem).toMatchObject({ code, status: PROBLEMS[code].status, title: PROBLEMS[code].title });
  expect(answer.status).toBe(PROBLEMS[code].status);
  expect(problem.type).toMatch(new RegExp(`^https?://.+/docs#problem-${code}$`));
  expect(problem.detail).not.toBe("");
  expect(problem.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers["x-request-id"]).toBe(problem.requestId);
  return problem;
}

/** Checks a 422 and answers with what it points at, as `in path code`, sorted. */
export function expectInvalid(answer: Answer): string[] {
  const { errors } = expectProblem(answer, "validation_failed");
  return (errors ?? []).map((error) => `${error.in} ${error.path} ${error.code}`).sort();
}

import { describe, expect, test } from "@jest/globals";
import { fieldCodes, isProblem, parseRetryAfter, readProblem } from "./problem.ts";

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  });

describe("a refusal", () => {
  test("keeps its code, its request id, its fields and the time to wait", async () => {
    const errors = [{ in: "body", path: "/password", code: "too_short", message: "At least 15 characters." }];
    const problem = await readProblem(
      answer(422, { code: "validation_failed", detail: "Look at the fields.", requestId: "r1", errors }, { "Retry-After": "7" }),
    );
    expect(problem).toMatchObject({
      status: 422,
      code: "validation_failed",
      message: "Look at the fields.",
      requestId: "r1",
      retryAfterSeconds: 7,
    });
    expect(fieldCodes(problem, "password")).toEqual(["too_short"]);
    expect(fieldCodes(problem, "email")).toEqual([]);
    expect(isProblem(problem, "validation_failed", "other")).toBe(true);
    expect(isProblem(problem, "other")).toBe(false);
  });

  test("is still a refusal when a proxy answers with a page of its own", async () => {
    const problem = await readProblem(answer(502, "<html>Bad gateway</html>", { "Content-Type": "text/html", "X-Request-Id": "r2" }));
    expect(problem).toMatchObject({ status: 502, code: "http_502", requestId: "r2", errors: [] });
  });

  test.each(["{", "null", '"text"', "[]"])("is still a refusal when its body is %s", async (body) => {
    expect(await readProblem(answer(500, body))).toMatchObject({ status: 500, code: "http_500" });
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-11-21T10:00:00Z");
  test.each<[string | null, number | null]>([
    ["0", 0],
    ["42", 42],
    ["1.2", 2],
    ["-3", 0],
    ["Sat, 21 Nov 2026 10:00:30 GMT", 30],
    ["Sat, 21 Nov 2026 09:00:00 GMT", 0],
    ["soon", null],
    ["", null],
    [null, null],
  ])("%j means %j seconds", (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });
});

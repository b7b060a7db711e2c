import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/web/pbkdf2";
import fc from "fast-check";
import { createBreakableProxy } from "../../../test/breakable-proxy.ts";
import { createClient, newEmail, PASSWORD } from "../../../test/client.ts";
import { eventually } from "../../../test/eventually.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { describeWithRedis, testRedisUrl } from "../../../test/with-redis.ts";
import { LIMITS } from "../../http/limits.ts";
import { parseKeyRing } from "../../platform/key-ring.ts";
import type { Puzzle, SolvedPuzzle } from "./puzzle.ts";
import { createPuzzle } from "./create-puzzle.ts";
import { requireProofOfWork } from "./index.ts";

const ALWAYS = { PROOF_OF_WORK: "always" };
const AUTO = { PROOF_OF_WORK: "auto" };
const { accountRequests, allAccountRequests, usedPuzzles } = LIMITS;

let app: TestApp;
const apps: TestApp[] = [];
beforeAll(async () => {
  app = await createTestApp({ settings: ALWAYS });
});
afterEach(async () => {
  for (const one of apps.splice(0)) await one.close();
});
afterAll(() => app.close());

async function appWith(options: Parameters<typeof createTestApp>[0]): Promise<TestApp> {
  const one = await createTestApp(options);
  apps.push(one);
  return one;
}

const encode = (solved: unknown) => Buffer.from(JSON.stringify(solved)).toString("base64");

async function newPuzzle(at = app): Promise<Puzzle> {
  const { body } = await createClient(at).post("/api/v1/auth/puzzle").expect(200);
  return (body as { puzzle: Puzzle }).puzzle;
}

/** Solves as the console does, with crypto.subtle. */
async function solved(puzzle: Puzzle): Promise<SolvedPuzzle> {
  const solution = await solveChallenge({ challenge: puzzle, deriveKey });
  if (!solution) throw new Error("The puzzle was not solved.");
  return { challenge: puzzle, solution };
}
const solve = async (at = app) => encode(await solved(await newPuzzle(at)));

type Asking = { at?: TestApp; email?: string; headers?: Record<string, string> };
const register = (proofOfWork?: unknown, { at = app, email = newEmail(), headers = {} }: Asking = {}) =>
  createClient(at, headers).post("/api/v1/auth/register", { email, name: "Ada", password: PASSWORD, proofOfWork });
const recover = (proofOfWork?: string, { at = app, email = newEmail(), headers = {} }: Asking = {}) =>
  createClient(at, headers).post("/api/v1/auth/recovery", { email, proofOfWork });

test("a puzzle is solved as the console does it, and lets one registration and one recovery through", async () => {
  await register(await solve()).expect(202);
  await recover(await solve()).expect(202);
});

test("without a solution both are refused, and told what to do", async () => {
  expectProblem(await register(), "proof_of_work_required");
  expectProblem(await recover(), "proof_of_work_required");
});

test("a solution is good once, on whatever it is spent, and whatever becomes of the request", async () => {
  const [first, second] = [await solve(), await solve()];
  await register(first).expect(202);
  expect(expectInvalid(await register(first))).toEqual(["body /proofOfWork used"]);
  expect(expectInvalid(await recover(first))).toEqual(["body /proofOfWork used"]);
  await createClient(app)
    .post("/api/v1/auth/register", { email: newEmail(), name: "Ada", password: "short", proofOfWork: second })
    .expect(422);
  expect(expectInvalid(await register(second))).toEqual(["body /proofOfWork used"]);
});

test("of many requests with one solution at once, one gets through", async () => {
  const proof = await solve();
  const answers = await Promise.all(Array.from({ length: 6 }, () => register(proof)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 422, 422, 422, 422, 422]);
});

test("a solution that differs in what does not count is no second one", async () => {
  const one = await solved(await newPuzzle());
  await register(encode(one)).expect(202);
  const { parameters, signature } = one.challenge;
  const turned = { signature, parameters: Object.fromEntries(Object.entries(parameters).toReversed()) };
  const other = { solution: { ...one.solution, time: 1, counter: one.solution.counter + 1 }, challenge: turned };
  expect(expectInvalid(await register(` ${encode(other)}\n`))).toEqual(["body /proofOfWork used"]);
});

test("a puzzle lives five minutes", async () => {
  const at = await appWith({ settings: ALWAYS });
  const [early, late] = [await solve(at), await solve(at)];
  at.clock.advance(usedPuzzles.windowSeconds - 10);
  await register(early, { at }).expect(202);
  at.clock.advance(10);
  expect(expectInvalid(await register(late, { at }))).toEqual(["body /proofOfWork expired"]);
});

test("a puzzle of another instance, or one that its solver made easier, is not taken", async () => {
  const encryptionKeys = parseKeyRing(`other:${createHash("sha256").update("other").digest("base64")}`);
  const foreign = await solved(await createPuzzle({ clock: app.clock, encryptionKeys }));
  expect(expectInvalid(await register(encode(foreign)))).toEqual(["body /proofOfWork foreign"]);

  const { parameters, signature } = await newPuzzle();
  for (const easier of [
    { cost: 1 },
    { expiresAt: parameters.expiresAt + 86_400 },
    { nonce: "0".repeat(32) },
    { keySignature: "0".repeat(64) },
  ]) {
    const challenge = { signature, parameters: { ...parameters, ...easier } };
    const text = encode({ challenge, solution: { counter: 1, derivedKey: "0".repeat(64) } });
    expect(expectInvalid(await register(text))).toEqual(["body /proofOfWork foreign"]);
  }
});

test("a wrong answer does not pass, nor does the part of the answer that the puzzle tells, and neither uses the puzzle up", async () => {
  const right = await solved(await newPuzzle());
  const { keyPrefix } = right.challenge.parameters;
  for (const derivedKey of [
    "0".repeat(64),
    keyPrefix.padEnd(64, "0"),
    right.solution.derivedKey.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
  ]) {
    const text = encode({ ...right, solution: { ...right.solution, derivedKey } });
    expect(expectInvalid(await register(text))).toEqual(["body /proofOfWork wrong"]);
  }
  await register(encode(right)).expect(202);
});

test("what is no solution is pointed at and never makes the server fail", async () => {
  const right = await solved(await newPuzzle());
  const anyText = fc.array(fc.integer({ min: 1, max: 0xd7ff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units));
  const changed = fc
    .tuple(fc.constantFrom(...Object.keys(right.challenge.parameters), "signature", "counter", "derivedKey"), fc.jsonValue())
    .map(([name, value]) => {
      const { parameters, signature } = right.challenge;
      const put = <T extends object>(into: T) => (Object.hasOwn(into, name) ? { ...into, [name]: value } : into);
      return encode({ challenge: put({ signature, parameters: put(parameters) }), solution: put(right.solution) });
    });
  const text = fc.oneof(
    anyText,
    fc.json().map((json) => Buffer.from(json).toString("base64")),
    changed,
  );
  await fc.assert(
    fc.asyncProperty(text, async (proof) => {
      const [error = ""] = expectInvalid(await register(proof.slice(0, 4_096)));
      expect(error).toMatch(/^body \/proofOfWork (malformed|foreign|wrong|expired)$/);
    }),
    { numRuns: 150 },
  );
  expect(expectInvalid(await register("x".repeat(4_097)))).toEqual(["body /proofOfWork too_long"]);
  expect(expectInvalid(await register({ challenge: 1 }))).toEqual(["body /proofOfWork wrong_type"]);
});

test("the answer without a proof is the same for an address with an account and one without", async () => {
  const email = newEmail();
  await register(await solve(), { email }).expect(202);
  for (const ask of [register, recover]) {
    const [known, unknown] = [await ask(undefined, { email }), await ask()];
    const { requestId: _one, ...left } = expectProblem(known, "proof_of_work_required");
    const { requestId: _two, ...right } = expectProblem(unknown, "proof_of_work_required");
    expect(left).toEqual(right);
  }
});

test("a puzzle made before a change of keys is taken as long as the old key is kept", async () => {
  const ring = (id: string) => `${id}:${createHash("sha256").update(id).digest("base64")}`;
  const before = parseKeyRing(ring("k1"));
  const proofOfWork = encode(await solved(await createPuzzle({ clock: app.clock, encryptionKeys: before })));
  const withKeys = (text: string) =>
    requireProofOfWork({ ...app.deps, encryptionKeys: parseKeyRing(text) }, { proofOfWork, ip: "10.0.0.1" });
  await expect(withKeys(ring("k2"))).rejects.toMatchObject({ code: "validation_failed" });
  await withKeys(`${ring("k2")},${ring("k1")}`);
});

test("results are counted", async () => {
  const at = await appWith({ settings: ALWAYS });
  const proof = await solve(at);
  await register(undefined, { at });
  await register("x", { at });
  await register(proof, { at });
  await register(proof, { at });
  const { values } = await at.deps.metrics.proofsOfWork.get();
  expect(Object.fromEntries(values.map(({ labels, value }) => [labels.result, value]))).toEqual({
    missing: 1,
    malformed: 1,
    accepted: 1,
    used: 1,
  });
});

describe("when abuse is seen", () => {
  test("a caller meets no puzzle before the sixth request in ten minutes, whatever the requests are for", async () => {
    const at = await appWith({ settings: AUTO });
    const headers = { "X-Forwarded-For": "203.0.113.5" };
    await register("not read where none is asked for", { at, headers }).expect(202);
    for (let request = 1; request < accountRequests.points; request += 1) {
      await (request % 2 ? register : recover)(undefined, { at, headers }).expect(202);
    }
    expectProblem(await register(undefined, { at, headers }), "proof_of_work_required");
    expectProblem(await recover(undefined, { at, headers }), "proof_of_work_required");
    await register(await solve(at), { at, headers }).expect(202);
    expectProblem(await register(undefined, { at, headers }), "proof_of_work_required");
    await register(undefined, { at, headers: { "X-Forwarded-For": "203.0.113.6" } }).expect(202);
  });

  test("an IPv6 network is one caller", async () => {
    const at = await appWith({ settings: AUTO });
    const from = (last: number) => ({ "X-Forwarded-For": `2001:db8:7:7::${last.toString(16)}` });
    for (let request = 0; request < accountRequests.points; request += 1)
      await recover(undefined, { at, headers: from(request) }).expect(202);
    expectProblem(await recover(undefined, { at, headers: from(99) }), "proof_of_work_required");
  });

  test("too many requests from everywhere together ask everybody for one", async () => {
    const at = await appWith({ settings: AUTO });
    const answers = await Promise.all(Array.from({ length: allAccountRequests.points }, () => recover(undefined, { at })));
    expect(answers.filter(({ status }) => status !== 202)).toEqual([]);
    expectProblem(await register(undefined, { at }), "proof_of_work_required");
    await register(await solve(at), { at }).expect(202);
  });

  test("switched off, nobody is asked", async () => {
    const at = await appWith({ settings: { PROOF_OF_WORK: "off" } });
    const headers = { "X-Forwarded-For": "203.0.113.5" };
    for (let request = 0; request <= accountRequests.points; request += 1) await register(undefined, { at, headers }).expect(202);
  });
});

describeWithRedis("with Redis", () => {
  test("a solution that one process has taken is used up for every other", async () => {
    const settings = { ...ALWAYS, REDIS_URL: testRedisUrl(9) };
    const [one, other] = [await appWith({ settings }), await appWith({ settings })];
    const proof = await solve(one);
    const answers = await Promise.all([one, other, one, other].map((at) => register(proof, { at })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 422, 422, 422]);
  });

  test("without it for a while, a process still takes a solution once", async () => {
    const proxy = await createBreakableProxy(testRedisUrl(9));
    const at = await appWith({ settings: { ...ALWAYS, REDIS_URL: proxy.url } });
    const proof = await solve(at);
    proxy.stop();
    await register(proof, { at }).expect(202);
    expect(expectInvalid(await register(proof, { at }))).toEqual(["body /proofOfWork used"]);
    proxy.restore();
    await eventually(async () => at.deps.redis?.status === "ready");
    await at.close();
    apps.pop();
    await proxy.close();
  });
});

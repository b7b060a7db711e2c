import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { registerPerson, signIn } from "../../../test/client.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { findUserByEmail, type User } from "../users/index.ts";
import { refreshSession } from "./refresh-session.ts";
import { presentSession } from "./sessions.queries.ts";
import { startSession } from "./start-session.ts";

/** The least number of refreshes that all runs together must have made. */
const REFRESHES = 10_000;
const origin = () => ({ requestId: newId(), ip: "192.0.2.1", userAgent: null });

let app: TestApp;
let user: User;
let refreshes = 0;

beforeAll(async () => {
  app = await createTestApp();
  const person = await registerPerson(app);
  await signIn(app, person);
  user = (await findUserByEmail(app.deps.db, person.email)) as User;
});
afterAll(() => app.close());

/** The refresh token that was answered, or the code of the refusal. The commit is done either way. */
async function send(token: string): Promise<string> {
  refreshes += 1;
  const session = await refreshSession(app.deps, token, origin()).catch((problem: { code: string }) => problem);
  return "code" in session ? session.code : app.deps.refreshTokens.issue(session);
}

async function startFamily(): Promise<{ sessionId: string; token: string }> {
  const { db, clock, sessionPolicy, refreshTokens } = app.deps;
  const session = await db.transaction((tx) =>
    startSession(tx, {
      user,
      caller: "a program",
      way: "password",
      methods: ["pwd"],
      origin: origin(),
      policy: sessionPolicy,
      now: clock(),
    }),
  );
  return { sessionId: session.id, token: refreshTokens.issue(session) };
}

async function counterOf(token: string): Promise<number> {
  return (await app.deps.refreshTokens.verify(token)).ctr;
}

/** One moment of a device with several tabs: how many send at once, which answers arrive, whether calls follow, how long it rests. */
const round = fc.record({
  arrives: fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
  calls: fc.boolean(),
  restSeconds: fc.constantFrom(0, 0, 1, 29, 31, 3_600),
});

type Round = { arrives: boolean[]; calls: boolean; restSeconds: number };

/** Plays a round; answers with the token that the device holds afterwards. */
async function play({ arrives, calls, restSeconds }: Round, sessionId: string, token: string): Promise<string> {
  const answers = await Promise.all(arrives.map(() => send(token)));
  expect(answers).not.toContain("session_ended");
  expect(new Set(answers).size).toBe(1);
  // An answer that does not arrive is a process killed after its commit: the device knows only its old token.
  const held = arrives.includes(true) ? String(answers[0]) : token;
  if (calls && held !== token) await presentSession(app.deps.db, sessionId, await counterOf(held), app.deps.clock());
  app.clock.advance(restSeconds);
  return held;
}

test("a device whose tabs race and whose answers get lost is never signed out, and never holds two live successors", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 20, maxLength: 40 }), async (rounds) => {
      const family = await startFamily();
      let { token } = family;
      for (const one of rounds) token = await play(one, family.sessionId, token);
      const row = await app.deps.db("sessions").where({ id: family.sessionId }).first();
      expect(row.endedAt).toBeNull();
      expect(row.counter - (await counterOf(token))).toBeLessThanOrEqual(1);
    }),
    { numRuns: 90 },
  );
}, 240_000);

test("a stolen token that is two behind ends the family, whenever it was stolen, whatever races with it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 3, maxLength: 25 }), fc.nat(), fc.boolean(), async (rounds, when, races) => {
      const family = await startFamily();
      const seen = [family.token];
      for (const one of rounds) seen.push(await play(one, family.sessionId, seen.at(-1) ?? ""));
      const row = await app.deps.db("sessions").where({ id: family.sessionId }).first();
      const old = [];
      for (const token of new Set(seen)) if ((await counterOf(token)) <= row.counter - 2) old.push(token);
      const stolen = old[when % Math.max(1, old.length)];
      if (stolen === undefined) return;

      const current = seen.at(-1) ?? "";
      const [answer] = await Promise.all([send(stolen), ...(races ? [send(current), send(current)] : [])]);
      expect(answer).toBe("session_ended");
      expect(await send(current)).toBe("session_ended");
      expect((await app.deps.denylist.standingOf({ sessionId: family.sessionId, organizationId: null })).isDenied).toBe(true);
      const events = await app.deps.db("auditEvents").where({ targetId: family.sessionId, action: "session.reuse_detected" });
      expect(events).toHaveLength(1);
    }),
    { numRuns: 60 },
  );
  while (refreshes < REFRESHES) {
    const family = await startFamily();
    let { token } = family;
    for (let turn = 0; turn < 20; turn += 1)
      token = await play({ arrives: [true, false, true], calls: true, restSeconds: 1 }, family.sessionId, token);
  }
  expect(refreshes).toBeGreaterThanOrEqual(REFRESHES);
}, 240_000);

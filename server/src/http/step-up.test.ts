import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { z } from "zod";
import { createBareApp, type BareApp } from "../../test/bare-app.ts";
import { expectProblem } from "../../test/problem-answers.ts";
import { sendRaw } from "../../test/raw-request.ts";
import { addSeconds } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import { endpoint } from "./endpoint.ts";
import { mount } from "./mount.ts";
import type { Permission } from "./principal.ts";
import { requireFreshProof, STEP_UP_SECONDS, type Proof } from "./step-up.ts";

function get<const P extends `/${string}`>(path: P, permission: Permission, stepUp?: true) {
  const response = { status: 200, description: "Ok.", body: z.object({}) } as const;
  const rest = { summary: "A thing", tag: "Test", limit: "none", audit: [], request: {}, response, problems: [] } as const;
  return endpoint({ method: "GET", path, operationId: path, permission, ...(stepUp && { stepUp }), ...rest });
}

/** The token says who it is: the age of the proof in seconds, and the methods. */
const tokenOf = (ageSeconds: number, ...methods: string[]) => Buffer.from(JSON.stringify({ ageSeconds, methods })).toString("base64url");

let app: BareApp;
beforeAll(() => {
  app = createBareApp(
    (api) => {
      mount(api, get("/plain", "authenticated"), () => ({}));
      mount(api, get("/dangerous", "authenticated", true), () => ({}));
      mount(api, get("/instance", "invitations:read"), () => ({}));
    },
    async (token) => {
      const { ageSeconds, methods } = JSON.parse(Buffer.from(token, "base64url").toString()) as { ageSeconds: number; methods: string[] };
      const authenticatedAt = addSeconds(new Date(), -ageSeconds);
      return {
        kind: "user",
        userId: newId(new Date()),
        sessionId: newId(new Date()),
        instanceRole: "administrator",
        authenticatedAt,
        methods,
        impersonatorId: null,
        organization: null,
      };
    },
  );
});
afterAll(() => app.close());

const send = (path: string, token: string) => sendRaw(app.server, { path, headers: { Authorization: `Bearer ${token}` } });

test("a dangerous act needs a proof of at most ten minutes, and says so as RFC 9470 does", async () => {
  expect((await send("/dangerous", tokenOf(STEP_UP_SECONDS - 5, "pwd"))).status).toBe(200);
  const old = await send("/dangerous", tokenOf(STEP_UP_SECONDS + 5, "pwd", "otp", "mfa"));
  expectProblem(old, "step_up_required");
  expect(old.headers["www-authenticate"]).toMatch(/^Bearer error="insufficient_user_authentication", .*max_age=600$/);
  expect((await send("/plain", tokenOf(STEP_UP_SECONDS + 5, "pwd"))).status).toBe(200);
});

test("who has a second factor needs it for a dangerous act", async () => {
  const now = new Date();
  const proof = { authenticatedAt: now, hasSecondFactor: true };
  expect(() => requireFreshProof({ ...proof, methods: ["pwd"] }, now)).toThrow("Proof needed again");
  expect(() => requireFreshProof({ ...proof, methods: ["pwd", "otp", "mfa"] }, now)).not.toThrow();
  expect(() => requireFreshProof({ ...proof, hasSecondFactor: false, methods: ["pwd"] }, now)).not.toThrow();
});

test("an act with which everybody types their password asks for more only who has a second factor", () => {
  const now = new Date();
  const old = { authenticatedAt: addSeconds(now, -STEP_UP_SECONDS - 1), methods: ["pwd", "otp", "mfa"] };
  const ask = (proof: Proof) => () => requireFreshProof(proof, now, "with_second_factor");
  expect(ask({ ...old, hasSecondFactor: true })).toThrow("Proof needed again");
  expect(ask({ authenticatedAt: now, methods: ["pwd"], hasSecondFactor: true })).toThrow("Proof needed again");
  expect(ask({ ...old, authenticatedAt: now, hasSecondFactor: true })).not.toThrow();
  expect(ask({ ...old, methods: ["pwd"], hasSecondFactor: false })).not.toThrow();
});

test("an instance role counts only with a second factor", async () => {
  expectProblem(await send("/instance", tokenOf(1, "pwd")), "second_factor_required");
  expect((await send("/instance", tokenOf(1, "pwd", "otp", "mfa"))).status).toBe(200);
});

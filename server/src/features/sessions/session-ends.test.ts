import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { UNDO_ADDITIONS, undoTokenOf } from "../../../test/additions.ts";
import { createClient, type SignedIn } from "../../../test/client.ts";
import { changeAddress, personWithMailbox, signedInBrowser, type Person } from "../../../test/email-changes.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { impersonate, newAdministrator } from "../../../test/invited.ts";
import { askToRecover, askToRegister, createCookieBrowser } from "../../../test/proofs.ts";
import { addTotp } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { deleteAccount } from "../account-deletion/index.ts";
import { tellOfAddedConnection } from "../connections/index.ts";
import { removeSecondFactors } from "../second-factors/index.ts";
import { disableUser } from "../user-administration/index.ts";
import type { User } from "../users/index.ts";
import { SESSION_ENDS, type EndReason } from "./session-ends.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } })));
afterAll(() => app.close());

const NEXT = "silver kettle on the hill";
const ORIGIN = { requestId: "r", ip: "203.0.113.7", userAgent: null };
const LOGOUT = "/api/v1/auth/logout";
type Name = "this" | "other";

/** `prepare` happens while there is this session only; `pull` once there are this, another of the person, and another person's. */
type Trigger = {
  name: string;
  ends: Name[];
  prepare?: (person: Person) => Promise<{ email?: string; token?: string }>;
  /** In place of another device of the person. */
  other?: (person: Person) => Promise<SignedIn>;
  pull: (person: Person, other: SignedIn, token: string) => PromiseLike<unknown>;
};

const administrator = () => newAdministrator(app);
let acting: Awaited<ReturnType<typeof administrator>>;

const refresh = (refreshToken: string | undefined) => createClient(app).post("/api/v1/auth/refresh", { refreshToken });

/** What makes each reason happen. A reason without one does not compile. */
const TRIGGERS: Record<EndReason, Trigger[]> = {
  signed_out: [
    { name: "a sign-out here", ends: ["this"], pull: ({ browser }) => browser.post(LOGOUT, {}).expect(204) },
    { name: "a sign-out of the others", ends: ["other"], pull: ({ browser }) => browser.post(LOGOUT, { scope: "others" }).expect(204) },
    { name: "a sign-out everywhere", ends: ["this", "other"], pull: ({ browser }) => browser.post(LOGOUT, { scope: "all" }).expect(204) },
    {
      name: "a sign-out with a refresh token",
      ends: ["this"],
      pull: ({ signedIn: { refreshToken } }) => createClient(app).post(LOGOUT, { refreshToken }).expect(204),
    },
  ],
  revoked: [
    {
      name: "one device signed out from another",
      ends: ["other"],
      pull: ({ browser }, { session }) => browser.delete(`/api/v1/me/sessions/${session.id}`).expect(204),
    },
  ],
  password_changed: [
    {
      name: "a change of password",
      ends: ["other"],
      pull: ({ browser, password }) => browser.post("/api/v1/me/password", { currentPassword: password, newPassword: NEXT }).expect(204),
    },
  ],
  password_recovered: [
    {
      name: "a recovery",
      ends: ["this", "other"],
      pull: async ({ email }) => {
        const browser = createCookieBrowser(app);
        const { challengeId, code } = await askToRecover(app, browser, email);
        await browser.post("/api/v1/auth/recovery/prove", { challengeId, code }).expect(200);
        await browser.post("/api/v1/auth/recovery/complete", { challengeId, newPassword: NEXT }).expect(204);
      },
    },
  ],
  email_changed: [{ name: "a change of address", ends: ["other"], pull: (person) => changeAddress(app, person) }],
  email_change_undone: [
    {
      name: "the undo of a change of address",
      ends: ["this", "other"],
      prepare: async (person) => {
        const { newEmail, undoToken } = await changeAddress(app, person);
        return { email: newEmail, token: undoToken };
      },
      pull: (_person, _other, token) => createClient(app).post("/api/v1/auth/email-change/undo", { token }).expect(200),
    },
  ],
  additions_undone: [
    {
      name: "an addition taken back",
      ends: ["this", "other"],
      // A connection: with a second factor nobody else would be signed in.
      prepare: async ({ id, email }) => {
        const user = { id, name: "Ada", email, emailVerifiedAt: new Date() } as User;
        await tellOfAddedConnection(app.deps, app.deps.db, { user, provider: "GitHub", origin: ORIGIN }, app.clock());
        return { email, token: await undoTokenOf(app, email, "connection_added") };
      },
      pull: (_person, _other, token) => createClient(app).post(UNDO_ADDITIONS, { token }).expect(200),
    },
  ],
  account_claimed: [
    {
      name: "a claim of the address by who reads its mailbox",
      ends: ["this", "other"],
      pull: async ({ id, email }) => {
        await app.deps.db("users").where({ id }).update({ emailVerifiedAt: null });
        const browser = createCookieBrowser(app);
        const { challengeId, code } = await askToRegister(app, browser, { email, password: NEXT });
        await browser.post("/api/v1/auth/registration/confirm", { challengeId, code }).expect(200);
      },
    },
  ],
  user_disabled: [
    {
      name: "a disabling",
      ends: ["this", "other"],
      pull: ({ email }) => disableUser(app.deps, { email, actor: { type: "system" } }),
    },
  ],
  second_factors_removed: [
    {
      name: "the removal of every second factor by an operator",
      ends: ["this", "other"],
      pull: async ({ email, browser }) => {
        await addTotp(app, browser);
        await removeSecondFactors(app.deps, { email });
      },
    },
  ],
  account_closed: [
    {
      name: "a person's own closing of their account",
      ends: ["this", "other"],
      pull: ({ id, name }) => deleteAccount(app.deps, { userId: id, actor: { type: "user", id, name } }),
    },
    {
      name: "the deletion of an account by others",
      ends: ["this", "other"],
      pull: ({ id }) => deleteAccount(app.deps, { userId: id, actor: { type: "system" } }),
    },
  ],
  signed_out_by_administrator: [
    {
      name: "a sign-out by an administrator",
      ends: ["this", "other"],
      pull: async ({ id }) => (await administrator()).client.post(`/api/v1/users/${id}/sign-out`).expect(204),
    },
  ],
  password_reset_required: [
    {
      name: "a reset that an administrator requires",
      ends: ["this", "other"],
      pull: async ({ id }) => (await administrator()).client.post(`/api/v1/users/${id}/require-password-reset`).expect(204),
    },
  ],
  role_changed: [
    {
      name: "becoming an administrator",
      ends: ["this", "other"],
      pull: async ({ id }) => (await administrator()).client.patch(`/api/v1/users/${id}`, { instanceRole: "administrator" }).expect(200),
    },
    {
      name: "being no administrator any more",
      ends: ["this", "other"],
      prepare: async ({ id }) => {
        await app.deps.db("users").where({ id }).update({ instanceRole: "administrator" });
        return {};
      },
      pull: async ({ id }) => (await administrator()).client.patch(`/api/v1/users/${id}`, { instanceRole: null }).expect(200),
    },
  ],
  impersonation_stopped: [
    {
      name: "an administrator who stops acting for the person",
      ends: ["other"],
      other: async ({ id }) => impersonate(app, await administrator(), id),
      pull: (_person, { accessToken }) =>
        createClient(app, { Authorization: `Bearer ${accessToken}` })
          .post("/api/v1/auth/impersonation/end")
          .expect(204),
    },
    {
      name: "an administrator who begins to act for another",
      ends: ["other"],
      other: async ({ id }) => impersonate(app, (acting = await administrator()), id),
      pull: async () => impersonate(app, acting, (await personWithMailbox(app)).id),
    },
  ],
  impersonator_left: [
    {
      name: "an administrator who acts for the person and signs out",
      ends: ["other"],
      other: async ({ id }) => impersonate(app, (acting = await administrator()), id),
      pull: () => acting.client.post(LOGOUT, {}).expect(204),
    },
  ],
  reuse_detected: [
    {
      name: "a refresh token that comes back two generations late",
      ends: ["other"],
      pull: async (_person, { refreshToken }) => {
        const { body } = await refresh(refreshToken).expect(200);
        await refresh((body as SignedIn).refreshToken).expect(200);
        await refresh(refreshToken).expect(401);
      },
    },
  ],
};

/** Whether a session is over, or goes on with both of its tokens. */
async function expectState({ accessToken, refreshToken }: SignedIn, reason: EndReason | undefined): Promise<void> {
  const access = await createClient(app, { Authorization: `Bearer ${accessToken}` }).get("/api/v1/me");
  expect(access.status).toBe(reason ? 401 : 200);
  if (reason) expectProblem(access, "session_ended");
  if (refreshToken === undefined) return;
  const refreshed = await refresh(refreshToken);
  expect(refreshed.status).toBe(reason ? 401 : 200);
  if (!reason) return;
  expect(expectProblem(refreshed, "session_ended").detail).toBe(`${SESSION_ENDS[reason].sentence} Sign in again.`);
}

describe.each(Object.entries(TRIGGERS) as Array<[EndReason, Trigger[]]>)("%s", (reason, triggers) => {
  test.each(triggers)("$name ends $ends at once, nothing else, and is recorded so", async ({ ends, prepare, other: another, pull }) => {
    app.secret(NEXT);
    const person = await personWithMailbox(app);
    const stranger = await personWithMailbox(app);
    const { email = person.email, token = "" } = (await prepare?.(person)) ?? {};
    const other = another ? await another(person) : (await signedInBrowser(app, { ...person, email })).signedIn;
    const sessions = { this: person.signedIn, other };
    // So that both access tokens are remembered as good ones.
    for (const { accessToken } of Object.values(sessions)) {
      await createClient(app, { Authorization: `Bearer ${accessToken}` })
        .get("/api/v1/me")
        .expect(200);
    }
    await pull({ ...person, email }, other, token);

    for (const name of ["this", "other"] as const) await expectState(sessions[name], ends.includes(name) ? reason : undefined);
    await expectState(stranger.signedIn, undefined);

    const events = await app.deps.db("auditEvents").where({ subjectUserId: person.id, action: "session.ended" });
    const recorded = (events as Array<{ targetId: string; after: { reason: string } }>).filter(({ after }) => after.reason === reason);
    expect(recorded.map(({ targetId }) => targetId).sort()).toEqual(ends.map((name) => sessions[name].session.id).sort());
    const rows = (await app.deps.db("sessions").where({ userId: person.id }).whereNotNull("endedAt")) as Array<{ endReason: string }>;
    expect(rows.filter(({ endReason }) => endReason === reason)).toHaveLength(ends.length);
  });

  test("ends what its row says", () => {
    const ended = [...new Set(triggers.map(({ ends }) => [...ends].sort().join(" ")))];
    const expected = { one: ["other"], others: ["other"], all: ["other this"], asked: ["this", "other", "other this"] };
    expect(ended).toEqual(expected[SESSION_ENDS[reason].ends]);
  });
});

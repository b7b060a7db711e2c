import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createClient } from "../../../test/client.ts";
import { newMember, newOrganization, switchTo, type Member } from "../../../test/organizations.ts";
import { addPasskey, sendPasskeySignIn, type Question } from "../../../test/passkeys.ts";
import { askForPolicy, comeAnew, refreshOf, setPolicyOf, type Refreshed } from "../../../test/policies.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { addTotp, beginSignIn, codeOf, sendCode } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const DAY = 86_400;

let app: TestApp;
let owner: Member;
let member: Member;
/** Of the owner, who can meet every demand. */
let authenticator: Awaited<ReturnType<typeof addPasskey>>["authenticator"];
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());
beforeEach(async () => {
  owner = await newOrganization(app);
  ({ authenticator } = await addPasskey(app, owner.client));
  await refreshOf(app, owner);
  member = await newMember(app, owner.organizationId);
  await member.client.get(member.path()).expect(200);
});

const unmet = async (who: Pick<Member, "client" | "path">) =>
  expectProblem(await who.client.get(who.path()), "organization_policy_unmet").demands;
const withToken = (accessToken: string) => createClient(app, { Authorization: `Bearer ${accessToken}` });

async function proveByPasskey({ client }: Pick<Member, "client">): Promise<void> {
  const { token, options } = await passkeyQuestionOf(client);
  await client.post("/api/v1/me/step-up", { passkey: { token, response: authenticator.get(options) } }).expect(204);
}

async function passkeyQuestionOf(client: Member["client"]): Promise<Question> {
  const { passkey } = (await client.post("/api/v1/me/step-up/options").expect(200)).body as { passkey: Question };
  app.secret(passkey.token);
  return passkey;
}

/** The member is in: now, after a refresh, and by switching. */
async function expectIn(who: Member): Promise<void> {
  const { organization, organizationRefusal } = await refreshOf(app, who);
  expect(organization).toMatchObject({ id: who.organizationId });
  expect(organizationRefusal).toBeNull();
  await who.client.get(who.path()).expect(200);
  await switchTo(app, who.client, who.organizationId);
}

/** Out: on the next request, after a refresh, which says what is missing, and by switching. What is their own stays. */
async function expectOut(who: Member, demands: string[]): Promise<void> {
  expect(await unmet(who)).toEqual(demands);
  const { organization, organizationRefusal } = await refreshOf(app, who);
  const { client } = who;
  expect(organization).toBeNull();
  expect(organizationRefusal).toMatchObject({ organizationId: who.organizationId, isClosed: false, demands });
  expectProblem(await client.get(who.path()), "not_found");
  const { organizationId } = who;
  expect(
    expectProblem(await client.post("/api/v1/auth/switch-organization", { organizationId }), "organization_policy_unmet").demands,
  ).toEqual(demands);
  await client.get("/api/v1/me").expect(200);
  await client.get("/api/v1/me/organizations").expect(200);
}

describe("a required second factor", () => {
  test("puts out at once who has not shown one, and lets them in again after they have and a refresh", async () => {
    await setPolicyOf(owner, { secondFactor: "required" });
    await expectOut(member, ["second_factor"]);
    await addTotp(app, member.client);
    await expectIn(member);
    await expectIn(owner);
  });

  test("bites at the end of the grace, though nothing changes then", async () => {
    await setPolicyOf(owner, { secondFactor: "required", graceDays: 2 });
    await expectIn(member);
    // One token, remembered before and asked after: time alone makes the difference.
    app.clock.advance(2 * DAY - 300);
    await refreshOf(app, member);
    await member.client.get(member.path()).expect(200);
    app.clock.advance(301);
    await expectOut(member, ["second_factor"]);
  });

  test("is asked for again of who took theirs away: at the next sign-in they have shown none", async () => {
    await addTotp(app, member.client);
    await setPolicyOf(owner, { secondFactor: "required" });
    await expectIn(member);
    await member.client.delete("/api/v1/me/totp").expect(204);
    expect(await comeAnew(app, member)).toMatchObject({ organization: null, organizationRefusal: { demands: ["second_factor"] } });
  });

  test("as a passkey is not met by a code, until a passkey has proven the person, in a step-up or a new sign-in", async () => {
    const { secret } = await addTotp(app, member.client);
    await setPolicyOf(owner, { secondFactor: "passkey_only" });
    await expectOut(member, ["passkey"]);
    const client = createClient(app);
    const pending = await beginSignIn(app, client, member);
    app.clock.advance(30);
    const byCode = (await sendCode(client, pending.token, codeOf(app, secret)).expect(200)).body as Refreshed;
    app.secret(byCode.accessToken);
    expect(byCode).toMatchObject({ organization: null, organizationRefusal: { demands: ["passkey"] } });

    const { authenticator: own } = await addPasskey(app, withToken(byCode.accessToken));
    const signedIn = (await sendPasskeySignIn(app, own)).body as Refreshed;
    expect(signedIn).toMatchObject({ organization: { id: owner.organizationId }, organizationRefusal: null });
    await withToken(app.secret(signedIn.accessToken)).get(member.path()).expect(200);
  });
});

describe("allowed ways", () => {
  test("let nobody in who came another way, until they have proven themselves in one of them", async () => {
    const byPasskey = (await sendPasskeySignIn(app, authenticator)).body as Refreshed;
    const setter = { ...owner, client: withToken(app.secret(byPasskey.accessToken)) };
    await setPolicyOf(setter, { allowedMethods: ["passkey"] });
    await expectOut(member, ["method"]);
    expect(await comeAnew(app, member)).toMatchObject({ organization: null, organizationRefusal: { demands: ["method"] } });
    await addPasskey(app, member.client);
    await expectIn(member);
  });
});

describe("allowed mail domains", () => {
  test("keep out whose address is elsewhere, which no proof mends", async () => {
    await app.deps
      .db("users")
      .where({ id: member.userId })
      .update({ email: `${member.userId}@elsewhere.example` });
    await setPolicyOf(owner, { allowedDomains: ["example.com"] });
    await expectOut(member, ["domain"]);
    await addTotp(app, member.client);
    expect(await refreshOf(app, member)).toMatchObject({ organization: null, organizationRefusal: { demands: ["domain"] } });
    await setPolicyOf(owner, { allowedDomains: ["example.com", "elsewhere.example"] });
    await expectIn(member);
  });
});

describe("a proof that may be so old only", () => {
  test("is asked for again when it is older, with nothing changed, and a step-up lets in", async () => {
    await setPolicyOf(owner, { absoluteSeconds: 900 });
    app.clock.advance(500);
    await refreshOf(app, member);
    await member.client.get(member.path()).expect(200);
    app.clock.advance(401);
    await expectOut(member, ["recent_proof"]);
    await member.client.post("/api/v1/me/step-up", { password: member.password }).expect(204);
    await expectIn(member);
  });
});

describe("sessions that end sooner when they are not used", () => {
  const refreshStatus = async (who: Member) =>
    (await createClient(app).post("/api/v1/auth/refresh", { refreshToken: who.signedIn.refreshToken })).status;

  test("end so long after the last refresh, with their access tokens", async () => {
    await setPolicyOf(owner, { idleSeconds: 300 });
    const { expiresIn } = await refreshOf(app, member);
    expect(expiresIn).toBeLessThanOrEqual(300);
    await member.client.get(member.path()).expect(200);
    app.clock.advance(200);
    await expectIn(member);
    app.clock.advance(301);
    expect(await refreshStatus(member)).toBe(401);
  });

  test("count from before the policy was set: who was away longer is out, who was not has the time from then", async () => {
    const away = await newMember(app, owner.organizationId);
    await away.client.get(away.path()).expect(200);
    app.clock.advance(3_600);
    await refreshOf(app, owner);
    await refreshOf(app, member);
    await proveByPasskey(owner);
    await setPolicyOf(owner, { idleSeconds: 1_800 });
    expect(await refreshStatus(away)).toBe(401);
    await member.client.get(member.path()).expect(200);
    // A token that is good for longer than its session ends with the session.
    await expectIn(member);
    await expectIn(owner);
  });

  test("can be asked for while members act: nobody waits for each other, and nothing fails", async () => {
    const admins = await Promise.all([1, 2, 3, 4].map(() => newMember(app, owner.organizationId, "admin")));
    const statuses: number[] = [];
    const note = ({ status }: { status: number }) => void statuses.push(status);
    const acting = admins.map(async ({ client, path }, who) => {
      for (let turn = 0; turn < 6; turn += 1) note(await client.post(path("/roles"), { name: `Role ${who} ${turn}`, permissions: [] }));
    });
    const setting = async () => {
      for (let idleSeconds = 1_200; idleSeconds > 600; idleSeconds -= 60) note(await askForPolicy(owner, { idleSeconds }));
    };
    await Promise.all([...acting, setting()]);
    expect(statuses.filter((status) => status >= 300)).toEqual([]);
  });

  test("and leave those alone that act elsewhere", async () => {
    const elsewhere = await newOrganization(app);
    await setPolicyOf(owner, { idleSeconds: 300 });
    app.clock.advance(900);
    await expectIn(elsewhere);
  });
});

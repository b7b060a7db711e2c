import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, newEmail, registerPerson, signedInPerson, signInStrongly } from "../../../test/client.ts";
import { changeAddress, personWithMailbox } from "../../../test/email-changes.ts";
import { verifyExport, type ExportContent } from "../../../test/export-document.ts";
import { impersonate, newAdministrator } from "../../../test/invited.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { PERSONAL_DATA } from "./index.ts";

const EXPORT = "/api/v1/me/export";

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } })));
afterAll(() => app.close());

const clientOf = ({ accessToken }: { accessToken: string }) => createClient(app, { Authorization: `Bearer ${accessToken}` });
const keySet = async (of: TestApp = app) => (await createClient(of).get("/.well-known/jwks.json").expect(200)).body as never;
const textOf = async (client: ReturnType<typeof clientOf>) => (await client.get(EXPORT).expect(200)).text;
const contentOf = async (client: ReturnType<typeof clientOf>) => (JSON.parse(await textOf(client)) as { content: ExportContent }).content;
const itemsOf = ({ sections }: ExportContent, name: string) => sections[name]?.items ?? [];

describe("the export", () => {
  test("holds the account, the devices, the activity, the mails and the changes of address of the person", async () => {
    const person = await personWithMailbox(app);
    const { newEmail: email } = await changeAddress(app, person);
    await person.browser.patch("/api/v1/me", { name: "Ada Lovelace" }).expect(200);
    const content = await contentOf(clientOf(await signInStrongly(app, { ...person, email })));
    expect(content).toMatchObject({ format: "gatehouse-export/1", issuer: "http://localhost:3000", subject: person.id });
    expect(itemsOf(content, "account")).toMatchObject([{ id: person.id, email, name: "Ada Lovelace", closedAt: null }]);
    expect(itemsOf(content, "sessions").map(({ id }) => id)).toContain(person.signedIn.session.id);
    expect(itemsOf(content, "activity").map(({ action }) => action)).toEqual(
      expect.arrayContaining(["user.registered", "session.started", "user.updated", "user.email_changed", "user.exported"]),
    );
    expect(itemsOf(content, "addressChanges")).toMatchObject([{ oldEmail: person.email, newEmail: email }]);
    expect(itemsOf(content, "mails").map(({ kind }) => kind)).toContain("data_exported");
    expect(itemsOf(content, "notices").map(({ kind }) => kind)).toContain("data_exported");
  });

  test("has every section of the list, and says in each what it holds", async () => {
    const content = await contentOf(clientOf(await signInStrongly(app, await personWithMailbox(app))));
    const names = PERSONAL_DATA.flatMap(({ sections }) => sections.map(({ name }) => name));
    expect(Object.keys(content.sections)).toEqual(names);
    for (const { about } of Object.values(content.sections)) expect(about).toMatch(/^[A-Z].*\.$/);
  });

  test("holds nothing of others", async () => {
    const [person, other] = [await personWithMailbox(app), await personWithMailbox(app)];
    const text = await textOf(clientOf(await signInStrongly(app, person)));
    for (const trace of [other.id, other.email, other.signedIn.session.id]) expect(text).not.toContain(trace);
  });

  test("holds no secret: no hash, no token, no code", async () => {
    const person = await personWithMailbox(app);
    const text = await textOf(clientOf(await signInStrongly(app, person)));
    const [{ hash }] = (await app.deps.db("passwordCredentials").where({ userId: person.id })) as [{ hash: string }];
    for (const secret of [hash, person.signedIn.accessToken, String(person.signedIn.refreshToken), person.password]) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/hash|sealed|"sequence"/i);
  });

  test("of an administrator shows what they did to others, and neither who these are nor whom they invited", async () => {
    const admin = await newAdministrator(app);
    const [person, invited] = [await personWithMailbox(app), newEmail()];
    await app.deps.db("users").where({ id: person.id }).update({ name: "Grace Hopper" });
    const { body } = await admin.client.post("/api/v1/invitations", { email: invited }).expect(201);
    await admin.client.delete(`/api/v1/invitations/${(body as { id: string }).id}`).expect(204);
    await impersonate(app, admin, person.id);
    await admin.client.patch(`/api/v1/users/${person.id}`, { name: "Grace Murray Hopper" }).expect(200);
    await admin.client.patch(`/api/v1/users/${person.id}`, { instanceRole: "administrator" }).expect(200);
    const text = await textOf(admin.client);
    for (const others of ["Grace", "They asked for help", invited, person.email]) expect(text).not.toContain(others);
    const { content } = JSON.parse(text) as { content: ExportContent };
    expect(itemsOf(content, "actsOnOthers").map(({ action, after }) => [action, after])).toEqual([
      ["invitation.created", null],
      ["invitation.revoked", null],
      ["impersonation.started", null],
      ["user.updated", null],
      ["user.role_changed", { instanceRole: "administrator" }],
      // The person's own session, and the one in which they were acted for.
      ["session.ended", { reason: "role_changed" }],
      ["session.ended", { reason: "role_changed" }],
    ]);
    expect(itemsOf(content, "invitations")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ email: null, isMadeByYou: true }),
        expect.objectContaining({ email: admin.email, isMadeByYou: false }),
      ]),
    );
  });

  test("shows who acted on the person, and not from where", async () => {
    const [admin, person] = [await newAdministrator(app), await personWithMailbox(app)];
    await app.deps.db("auditEvents").insert({
      id: person.id,
      occurredAt: new Date(),
      actorType: "user",
      actorId: admin.userId,
      actorName: "Grace",
      action: "user.updated",
      outcome: "success",
      subjectUserId: person.id,
      ip: "198.51.100.4",
    });
    const [theirs] = itemsOf(await contentOf(clientOf(await signInStrongly(app, person))), "activity").filter(({ id }) => id === person.id);
    expect(theirs).toMatchObject({ actorName: "Grace", ip: null });
  });

  test("of who never proved the address leaves out what its mailbox got", async () => {
    const person = await personWithMailbox(app);
    const token = await signInStrongly(app, person);
    await app.deps.db("users").where({ id: person.id }).update({ emailVerifiedAt: null });
    expect(itemsOf(await contentOf(clientOf(token)), "mails")).toEqual([]);
  });

  test("is recorded, and told by a notice and by mail, before the first of it leaves", async () => {
    const person = await personWithMailbox(app);
    await textOf(clientOf(await signInStrongly(app, person)));
    const events = await app.deps.db("auditEvents").where({ subjectUserId: person.id, action: "user.exported" });
    expect(events).toMatchObject([{ outcome: "success", actorId: person.id, targetId: person.id }]);
    expect(await lastMail(app, person.email, "data_exported")).toMatchObject({ name: person.name });
  });

  test("is a file by its headers, and no cache keeps it", async () => {
    const { headers } = await clientOf(await signInStrongly(app, await personWithMailbox(app)))
      .get(EXPORT)
      .expect(200);
    expect(headers["content-disposition"]).toMatch(/^attachment; filename="gatehouse-data-\d{4}-\d\d-\d\d\.json"$/);
    expect(headers["content-type"]).toMatch(/^application\/json/);
    expect(headers["cache-control"]).toBe("no-store");
  });

  test("asks for a recent proof of who asks", async () => {
    const person = await personWithMailbox(app);
    expectProblem(await clientOf(await signInStrongly(app, person, 601)).get(EXPORT), "step_up_required");
  });

  test("is made ten times in an hour", async () => {
    const client = clientOf(await signInStrongly(app, await personWithMailbox(app)));
    for (let one = 0; one < 10; one += 1) await client.get(EXPORT).expect(200);
    expectProblem(await client.get(EXPORT), "too_many_requests");
  });
});

describe("its signature", () => {
  test("is checked with the published keys and nothing else, and says whose it is, since when, and what it covers", async () => {
    const person = await personWithMailbox(app);
    const text = await textOf(clientOf(await signInStrongly(app, person)));
    const { header, claims, bytes, content } = verifyExport(text, await keySet());
    expect(header).toMatchObject({ typ: "gatehouse-export+jwt", alg: "ES256" });
    expect(claims).toMatchObject({ iss: "http://localhost:3000", aud: "gatehouse-export", sub: person.id, bytes });
    expect(claims["iat"]).toBe(Math.floor(new Date(content.exportedAt).getTime() / 1000));
  });

  test("does not fit a content that was changed by one letter, nor another's key", async () => {
    const text = await textOf(clientOf(await signInStrongly(app, await personWithMailbox(app))));
    const keys = await keySet();
    expect(() => verifyExport(text.replace('"Ada"', '"Eve"'), keys)).toThrow("the content was changed");
    const elsewhere = await createTestApp();
    expect(() => verifyExport(text, keys)).not.toThrow();
    await expect(keySet(elsewhere).then((others) => verifyExport(text, others))).rejects.toThrow("signed by none of these keys");
    await elsewhere.close();
  });

  test("opens nothing: it is no access token and no refresh token", async () => {
    const text = await textOf(clientOf(await signInStrongly(app, await personWithMailbox(app))));
    const { signature } = JSON.parse(text) as { signature: string };
    expectProblem(await clientOf({ accessToken: signature }).get("/api/v1/me"), "access_token_invalid");
    expectProblem(await createClient(app).post("/api/v1/auth/refresh", { refreshToken: signature }), "refresh_token_invalid");
  });

  test("is missing with HS256, where whoever could check it could make it", async () => {
    const shared = await createTestApp({ settings: { TOKEN_ALGORITHM: "HS256", TOKEN_SHARED_SECRET: "s".repeat(48) } });
    const signedIn = await signInStrongly(shared, await registerPerson(shared));
    const { text } = await createClient(shared, { Authorization: `Bearer ${signedIn.accessToken}` })
      .get(EXPORT)
      .expect(200);
    expect(JSON.parse(text)).toMatchObject({ signature: null, content: { subject: signedIn.user.id } });
    await shared.close();
  });
});

test("an export that fails half way breaks the connection, and is not taken for the whole", async () => {
  const broken = await createTestApp();
  const { client } = await signedInPerson(broken);
  await broken.ownerDb.raw("alter table users rename column version to versions");
  await expect(client.get(EXPORT)).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  await broken.close();
});

import { expect } from "@jest/globals";
import type { Test } from "supertest";
import { createInvitation } from "../src/features/invitations/index.ts";
import { createClient, newEmail, PASSWORD, signIn, signInStrongly, type Client, type SignedIn } from "./client.ts";
import { lastMail } from "./queued-mails.ts";
import type { TestApp } from "./test-app.ts";

export const INVITATIONS = "/api/v1/invitations";

export type Invited = { id: string; email: string; createdAt: string; expiresAt: string; link: string | null };

/** The secret of an invitation's link. */
export function tokenOf(app: TestApp, link: string | null): string {
  expect(link).toMatch(/^http:\/\/localhost:3000\/sign-up#invitation=[\w-]{43}$/);
  return app.secret(String(link).slice(String(link).indexOf("=") + 1));
}

/** Invites as `by`, where no mail is sent. */
export async function invite(app: TestApp, by: Client, email = newEmail()): Promise<Invited & { token: string }> {
  const { body } = await by.post(INVITATIONS, { email }).expect(201);
  return { ...(body as Invited), token: tokenOf(app, (body as Invited).link) };
}

/** That person has invited somebody, as the administrator who they are for as long as that takes. */
export async function inviteAs(app: TestApp, person: { id: string; email: string; password: string }, email = newEmail()): Promise<void> {
  const itself = app.deps.db("users").where({ id: person.id });
  await itself.clone().update({ instanceRole: "administrator" });
  const { accessToken } = await signInStrongly(app, person);
  await createClient(app, { Authorization: `Bearer ${accessToken}` })
    .post(INVITATIONS, { email })
    .expect(201);
  await itself.clone().update({ instanceRole: null });
}

/** Registers with an invitation. */
export function accept(app: TestApp, invitationToken: string, email: string, more: object = {}): Test {
  const form = { email, name: "Ada", password: app.secret(PASSWORD), invitationToken, ...more };
  return createClient(app).post("/api/v1/auth/register", form);
}

export const lookAt = (app: TestApp, token: string): Test => createClient(app).post("/api/v1/auth/invitations/look", { token });

/** A confirmed account, through an invitation of the operator. */
export async function acceptFromOperator(app: TestApp, email: string): Promise<void> {
  const { link } = await createInvitation(app.deps, { email });
  await accept(app, tokenOf(app, link ?? (await lastMail(app, email, "invitation")).link), email).expect(202);
}

/** An administrator who is signed in. `again` signs in anew, for after a while; `weakly` does with a password alone. */
export async function newAdministrator(
  app: TestApp,
): Promise<{ client: Client; userId: string; email: string; again: () => Promise<Client>; weakly: () => Promise<Client> }> {
  const email = newEmail();
  await acceptFromOperator(app, email);
  await app.deps.db("users").where({ email }).update({ instanceRole: "administrator" });
  const person = { email, password: PASSWORD };
  const clientOf = ({ accessToken }: SignedIn) => createClient(app, { Authorization: `Bearer ${accessToken}` });
  const again = async () => clientOf(await signInStrongly(app, person));
  const weakly = async () => clientOf(await signIn(app, person));
  const [{ id: userId }] = (await app.deps.db("users").where({ email }).select("id")) as [{ id: string }];
  return { client: await again(), userId, email, again, weakly };
}

/** An administrator acts for that person; answers with what they do it with. */
export async function impersonate(app: TestApp, { client }: { client: Client }, userId: string): Promise<SignedIn> {
  const { body } = await client.post(`/api/v1/users/${userId}/impersonate`, { reason: "They asked for help" }).expect(201);
  app.secret((body as SignedIn).accessToken);
  return body as SignedIn;
}

/** What the audit log says of an invitation, oldest first. */
export async function eventsOf(app: TestApp, invitationId: string): Promise<Array<Record<string, unknown>>> {
  return app.deps.db("auditEvents").where({ targetId: invitationId }).orderBy("sequence");
}

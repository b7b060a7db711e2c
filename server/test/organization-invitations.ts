import { expect } from "@jest/globals";
import { createClient, newEmail, registerPerson, signIn, type Client } from "./client.ts";
import type { Member } from "./organizations.ts";
import type { TestApp } from "./test-app.ts";

export type InvitedMember = { email: string; status: string; invitationId: string; isMailed: boolean; link: string | null };
export type Person = { userId: string; email: string; password: string; client: Client };

export const MINE = "/api/v1/me/organization-invitations";

/** Somebody with a proven address, who is a member of nothing. */
export async function provenPerson(app: TestApp, email = newEmail()): Promise<Person> {
  const person = await registerPerson(app, { email });
  await app.deps.db("users").where({ email }).update({ emailVerifiedAt: app.clock() });
  return anotherDevice(app, person);
}

/** The same person in a session of its own. */
export async function anotherDevice(app: TestApp, { email, password }: { email: string; password: string }): Promise<Person> {
  const { accessToken, user } = await signIn(app, { email, password });
  return { userId: user.id, email, password, client: createClient(app, { Authorization: `Bearer ${accessToken}` }) };
}

/** Invites as that member, and answers with what became of each address. */
export async function inviteAll(by: Member, emails: readonly string[], roleId = "developer"): Promise<InvitedMember[]> {
  const { body } = await by.client.post(by.path("/invitations"), { emails, roleId }).expect(200);
  return (body as { items: InvitedMember[] }).items;
}

/** Invites one, where no mail is sent. */
export async function inviteOne(app: TestApp, by: Member, email: string, roleId = "developer"): Promise<{ id: string; token: string }> {
  const [invited] = await inviteAll(by, [email], roleId);
  return { id: String(invited?.invitationId), token: joinTokenOf(app, invited?.link ?? null) };
}

/** The secret of the link of an organization's invitation. */
export function joinTokenOf(app: TestApp, link: string | null): string {
  expect(link).toMatch(/^http:\/\/localhost:3000\/join#token=[\w-]{43}$/);
  return app.secret(String(link).slice(String(link).indexOf("=") + 1));
}

export const acceptOne = (by: Pick<Person, "client">, id: string, token?: string) =>
  by.client.post(`${MINE}/${id}/accept`, token === undefined ? {} : { token });

export const lookAtOffer = (app: TestApp, token: string) => createClient(app).post("/api/v1/organization-invitations/look", { token });

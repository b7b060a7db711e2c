import { lastMail } from "./queued-mails.ts";
import type { Member } from "./organizations.ts";
import type { TestApp } from "./test-app.ts";

export type DomainAnswer = {
  id: string;
  domain: string;
  mode: string;
  newMemberRole: string;
  verifiedAt: string | null;
  code: { sentTo: string; expiresAt: string } | null;
  version: number;
};

let domains = 0;
/** A mail domain like no other of the tests. */
export const newDomain = (): string => `northwind-${(domains += 1)}-${Date.now()}.example`;

export async function addDomain(
  by: Member,
  { domain = newDomain(), mode = "auto_join", newMemberRole = "viewer" } = {},
): Promise<DomainAnswer> {
  const { body } = await by.client.post(by.path("/domains"), { domain, mode, newMemberRole }).expect(201);
  return body as DomainAnswer;
}

/** The code that was mailed to that mailbox. */
export async function mailedCode(app: TestApp, mailbox: string): Promise<string> {
  return app.secret((await lastMail(app, mailbox, "domain_code")).code);
}

/** Has a code mailed, and answers with it. */
export async function askForCode(app: TestApp, by: Member, { id, domain }: DomainAnswer, mailbox = "admin"): Promise<string> {
  await by.client.post(by.path(`/domains/${id}/code`), { mailbox }).expect(202);
  return mailedCode(app, `${mailbox}@${domain}`);
}

export const verify = (by: Member, { id }: Pick<DomainAnswer, "id">, code: string) =>
  by.client.post(by.path(`/domains/${id}/verify`), { code });

/** A domain that the organization has proven. */
export async function provenDomain(app: TestApp, by: Member, how: Parameters<typeof addDomain>[1] = {}): Promise<DomainAnswer> {
  const added = await addDomain(by, how);
  const { body } = await verify(by, added, await askForCode(app, by, added)).expect(200);
  return body as DomainAnswer;
}

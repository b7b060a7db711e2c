import { createClient, registerPerson, signIn, type Client, type SignedIn } from "./client.ts";
import type { TestApp } from "./test-app.ts";

export type OrganizationAnswer = { id: string; slug: string; name: string; version: number };

/** Somebody who acts in an organization: their token names it. */
export type Member = {
  userId: string;
  email: string;
  password: string;
  organizationId: string;
  signedIn: SignedIn;
  client: Client;
  /** A path of the organization's endpoints. */
  path(rest?: string): string;
};

const clientOf = (app: TestApp, accessToken: string) => createClient(app, { Authorization: `Bearer ${app.secret(accessToken)}` });

/** The person's session acts in that organization from now on. */
export async function switchTo(app: TestApp, client: Client, organizationId: string | null): Promise<SignedIn> {
  const { body } = await client.post("/api/v1/auth/switch-organization", { organizationId }).expect(200);
  app.secret((body as SignedIn).accessToken);
  return body as SignedIn;
}

let organizations = 0;

/** A new organization with its owner, who acts in it. */
export async function newOrganization(
  app: TestApp,
  name = `Northwind ${(organizations += 1)}`,
): Promise<Member & { organization: OrganizationAnswer }> {
  const person = await registerPerson(app);
  const signedIn = await signIn(app, person);
  const { body } = await clientOf(app, signedIn.accessToken).post("/api/v1/organizations", { name }).expect(201);
  const organization = body as OrganizationAnswer;
  return { ...(await memberOf(app, person, signedIn, organization.id)), organization };
}

/** A person of their own with that role: a built-in one, or the id of one that the organization made. The row is written as it is. */
export async function newMember(app: TestApp, organizationId: string, role = "viewer"): Promise<Member> {
  const person = await registerPerson(app);
  const signedIn = await signIn(app, person);
  const { deps, clock } = app;
  const isOwn = role.includes("-");
  await deps.db.transaction(async (tx) => {
    await tx.raw("select set_config('gatehouse.organization_id', ?, true)", [organizationId]);
    await tx("memberships").insert({
      organizationId,
      userId: signedIn.user.id,
      builtInRole: isOwn ? null : role,
      roleId: isOwn ? role : null,
      createdAt: clock(),
    });
  });
  return memberOf(app, person, signedIn, organizationId);
}

async function memberOf(
  app: TestApp,
  { email, password }: { email: string; password: string },
  { accessToken, refreshToken, user }: SignedIn,
  organizationId: string,
): Promise<Member> {
  const switched = await switchTo(app, clientOf(app, accessToken), organizationId);
  const signedIn = { ...switched, ...(refreshToken !== undefined && { refreshToken }) };
  const path = (rest = "") => `/api/v1/organizations/${organizationId}${rest}`;
  return { userId: user.id, email, password, organizationId, signedIn, client: clientOf(app, switched.accessToken), path };
}

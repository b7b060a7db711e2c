import type { Response } from "supertest";
import { createClient, signIn, type SignedIn } from "./client.ts";
import type { Member } from "./organizations.ts";
import type { TestApp } from "./test-app.ts";

/** A policy that demands nothing, in the form in which one is set. */
export const NO_DEMANDS = {
  secondFactor: "off",
  allowedMethods: null,
  allowedDomains: null,
  idleSeconds: null,
  absoluteSeconds: null,
  ipRanges: [],
} as { secondFactor: string; graceDays?: number; ipRanges: string[] } & Record<string, unknown>;

/** Asks for these demands alone, as that member. */
export function askForPolicy(by: Pick<Member, "client" | "path">, demands: object): Promise<Response> {
  return by.client.put(by.path("/policy"), { ...NO_DEMANDS, ...demands }).then((answer) => answer);
}

export async function setPolicyOf(by: Pick<Member, "client" | "path">, demands: object): Promise<Record<string, unknown>> {
  const answer = await askForPolicy(by, demands);
  if (answer.status !== 200) throw new Error(`The policy was answered with ${answer.status}: ${answer.text}`);
  return answer.body as Record<string, unknown>;
}

export type Refreshed = SignedIn & {
  organization: { id: string; role: { id: string } } | null;
  organizationRefusal: { organizationId: string; name: string; isClosed: boolean; demands: string[] } | null;
};

/** What a refresh of the member's session tells. From then on they send the tokens of this one. */
export async function refreshOf(app: TestApp, member: Pick<Member, "signedIn" | "client">): Promise<Refreshed> {
  const { refreshToken } = member.signedIn;
  const { body } = await createClient(app).post("/api/v1/auth/refresh", { refreshToken }).expect(200);
  const refreshed = body as Refreshed;
  app.secret(refreshed.accessToken);
  member.signedIn = { ...member.signedIn, ...refreshed };
  member.client = createClient(app, { Authorization: `Bearer ${refreshed.accessToken}` });
  return refreshed;
}

/** A new sign-in with the password. */
export async function comeAnew(app: TestApp, person: Pick<Member, "email" | "password">): Promise<Refreshed> {
  return (await signIn(app, person)) as Refreshed;
}

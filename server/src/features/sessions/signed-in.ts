import { z } from "zod";
import { DEMANDS, unmetDemands, type Demand } from "../../http/access/policy.ts";
import { id, time } from "../../http/schemas.ts";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { userOutput, type User } from "../users/index.ts";
import type { AccessTokens } from "./access-token.ts";
import type { RefreshTokens } from "./refresh-token.ts";
import { accessOf } from "./session-access.ts";
import type { Session } from "./session.ts";
import { narrowIdle } from "./sessions.queries.ts";

const currentOrganization = z
  .object({
    id,
    slug: z.string(),
    name: z.string(),
    role: z.object({ id: z.string(), name: z.string() }),
    permissions: z.array(z.string()).describe("What you may do in it."),
  })
  .meta({ id: "CurrentOrganization" });

const organizationRefusal = z
  .object({
    organizationId: id,
    name: z.string(),
    isClosed: z.boolean(),
    demands: z.array(z.enum(Object.keys(DEMANDS) as [Demand, ...Demand[]])).describe("What it asks for first."),
  })
  .meta({ id: "OrganizationRefusal" });

export const signedInOutput = z
  .object({
    accessToken: z.string().describe("Send as `Authorization: Bearer`. Keep it in memory only."),
    tokenType: z.literal("Bearer"),
    expiresIn: z.int().describe("Seconds."),
    refreshToken: z.string().optional().describe("Only when it was asked for in the body. Each one is good for one refresh."),
    session: z
      .object({
        id,
        createdAt: time,
        idleExpiresAt: time.describe("Ends then unless it is refreshed."),
        expiresAt: time.describe("Ends then in any case."),
      })
      .meta({ id: "SessionTimes" }),
    user: userOutput,
    organization: currentOrganization.nullable().describe("The one that the access token names."),
    organizationRefusal: organizationRefusal
      .nullable()
      .describe("The organization in which you acted last on this device, when it does not let you in just now."),
  })
  .meta({ id: "SignedIn" });

export type IssueTokensDeps = { accessTokens: AccessTokens; refreshTokens: RefreshTokens; db: Db; clock: Clock };
type Answer = Omit<z.input<typeof signedInOutput>, "refreshToken">;
export type SignedIn = { answer: Answer; refreshToken: string };

type Standing = Pick<Answer, "organization" | "organizationRefusal"> & { session: Session };

/** Where the session acts, as the organization stands now: let in, or told what is missing. Its session may end sooner for it. */
async function standingIn({ db, clock }: Pick<IssueTokensDeps, "db" | "clock">, session: Session, user: User): Promise<Standing> {
  const access = session.organizationId === null ? null : await accessOf(db, session.organizationId, { ...session, userEmail: user.email });
  if (!access) return { session, organization: null, organizationRefusal: null };
  const { organizationId, slug, name, role, closedAt, policy, shown } = access;
  const now = clock();
  const demands = unmetDemands(policy, shown, now);
  if (closedAt || demands.length > 0) {
    return { session, organization: null, organizationRefusal: { organizationId, name, isClosed: closedAt !== null, demands } };
  }
  const narrowed = policy.idleSeconds === null ? undefined : await narrowIdle(db, session.id, addSeconds(now, policy.idleSeconds));
  const organization = { id: organizationId, slug, name, role: { id: role.id, name: role.name }, permissions: [...role.permissions] };
  return { session: narrowed ?? session, organization, organizationRefusal: null };
}

/** An access token of a session at its current counter, for the organization in which it acts if that lets it in. */
export async function issueAccess(deps: Omit<IssueTokensDeps, "refreshTokens">, of: Session, user: User): Promise<Answer> {
  const { session, organization, organizationRefusal } = await standingIn(deps, of, user);
  const token = deps.accessTokens.issue(session, organization?.id ?? null);
  return { ...token, tokenType: "Bearer", session, user, organization, organizationRefusal };
}

/** Both tokens of a session at its current counter. The refresh token is apart: it goes into a cookie or into the answer. */
export async function issueTokens(deps: IssueTokensDeps, session: Session, user: User): Promise<SignedIn> {
  return { answer: await issueAccess(deps, session, user), refreshToken: deps.refreshTokens.issue(session) };
}

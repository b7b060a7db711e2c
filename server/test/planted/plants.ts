type Edit = {
  name: string;
  file: string;
  /** Stands in the file exactly once. */
  find: string;
  replace: string;
  /** A command of the project, run in its top folder. */
  check: readonly [program: string, ...args: string[]];
};

/** A fault put into one file, and the cheapest check that must notice it. `notices`: what it must say, for it may not go red for another reason. */
type Fault = Edit & { notices: RegExp };

/** A mistake that must do no harm, because something else stands behind what it takes away: the check stays green with it. */
type Harmless = Edit & { holdsAlthough: string };

export type Plant = Fault | Harmless;

const jest = (pattern: string) => ["jest", "-c", "server/jest.config.mjs", pattern] as const;
const ARCHITECTURE = jest("server/test/architecture");
const ISOLATION = jest("server/test/isolation");

export const PLANTS: readonly Plant[] = [
  {
    name: "an access token in a log line",
    file: "server/src/http/request-context.ts",
    find: "          ip,\n",
    replace: "          ip,\n          sent: request.headers.authorization,\n",
    check: jest("features/users/users"),
    notices: /A secret stands in a log line/,
  },
  {
    name: "a password in a log line",
    file: "server/src/http/request-context.ts",
    find: '        "request",\n',
    replace: "        `request ${JSON.stringify(request.body)}`,\n",
    check: jest("features/users/users"),
    notices: /A secret stands in a log line/,
  },
  {
    name: "an invitation that lets in whoever holds its link",
    file: "server/src/features/organization-invitations/hold-invitation.ts",
    find: "if (invitation.email !== user.email)",
    replace: 'if (invitation.email === "")',
    check: jest("organization-invitations/accept"),
    notices: /● a link that was passed on lets nobody else in/,
  },
  {
    name: "a mail domain that lets in addresses which nobody has confirmed",
    file: "server/src/features/organization-domains/join-organization.ts",
    find: "user.emailVerifiedAt ? await findOrganizationFor(tx, name) : undefined",
    replace: "await findOrganizationFor(tx, name)",
    check: jest("organization-domains/joining"),
    notices: /● an address that nobody has confirmed, another domain/,
  },
  {
    name: "the code of a domain, which may be guessed at for ever",
    file: "server/src/features/organization-domains/prove-domain.ts",
    find: "{ codeTries: codeTries + 1 }",
    replace: "{ codeTries }",
    check: jest("organization-domains/organization"),
    notices: /● a code is good for five tries/,
  },
  {
    name: "an address that outlives its person in an invitation",
    file: "server/src/features/personal-data/organization-tables.ts",
    find: "forget_invitations_of(:emails)",
    replace: "forget_invitations_of('{}')",
    check: jest("account-deletion/no-trace"),
    notices: /● after an erasure nothing in the whole database names the person/,
  },
  {
    name: "an answer that is not cut to its schema",
    file: "server/src/http/mount.ts",
    find: "response.json(answer.body.parse(result))",
    replace: "response.json(result)",
    check: jest("http/mount"),
    notices: /a column that no schema declares does not leave/,
  },
  {
    name: "a query that nobody awaits",
    file: "server/src/features/passwords/passwords.queries.ts",
    find: 'await tx("passwordCredentials").insert(credential);',
    replace: 'tx("passwordCredentials").insert(credential);',
    check: ["oxlint", "--type-aware", "server/src/features/passwords/passwords.queries.ts"],
    notices: /no-floating-promises/,
  },
  {
    name: "a feature that reaches into another",
    file: "server/src/features/users/update-profile.ts",
    find: 'from "../audit/index.ts"',
    replace: 'from "../audit/record-event.ts"',
    check: ARCHITECTURE,
    notices: /update-profile\.ts imports server\/src\/features\/audit\/record-event\.ts/,
  },
  {
    name: "http that knows a feature",
    file: "server/src/http/same-site.ts",
    find: 'import { Problem } from "./problem.ts";',
    replace: 'import { Problem } from "./problem.ts";\nimport type {} from "../features/users/index.ts";',
    check: ARCHITECTURE,
    notices: /same-site\.ts imports server\/src\/features\/users\/index\.ts/,
  },
  {
    name: "a sign-in that returns early for an unknown address",
    file: "server/src/features/sign-in/check-sign-in.ts",
    find: "    return checkPassword(",
    replace: "    if (!user) return undefined;\n    return checkPassword(",
    check: jest("sign-in-guard/guessing.test"),
    notices: /● one caller and one address › an address without an account/,
  },
  {
    name: "an address that bears any number of guesses",
    file: "server/src/features/sign-in-guard/guard.ts",
    find: "address: { attempts: 40,",
    replace: "address: { attempts: 5_000,",
    check: jest("sign-in-guard/guessing.test"),
    notices: /● one address and many callers/,
  },
  {
    name: "a guess that is checked before it is counted",
    file: "server/src/features/sign-in-guard/guard-attempt.ts",
    find: "  const admission = await deps.guard.admit(attempt);",
    replace: "  await check();\n  const admission = await deps.guard.admit(attempt);",
    check: jest("sign-in-guard/guessing.test"),
    notices: /● one caller and one address/,
  },
  {
    name: "a stolen refresh token that ends nothing",
    file: "server/src/features/sessions/refresh-session.ts",
    find: 'if (judgement === "theft") await endFamily(',
    replace: 'if (judgement === "theft" && deps === undefined) await endFamily(',
    check: jest("features/sessions/refresh.test"),
    notices: /●/,
  },
  {
    name: "a denylist that is not asked",
    file: "server/src/features/sessions/resolve-principal.ts",
    find: "if (standing.isDenied)",
    replace: "if (known.expiresAt < 0)",
    check: jest("features/user-administration"),
    notices: /a disabled person is out on the next request/,
  },
  {
    name: "a remembered role that is never read anew",
    file: "server/src/features/sessions/resolve-principal.ts",
    find: "standing.epoch === undefined || standing.epoch <= epoch;",
    replace: "standing.epoch === undefined || epoch >= 0;",
    check: jest("features/roles/roles"),
    notices: /● a changed role › counts for who holds it on the next request/,
  },
  {
    name: "a policy that is not asked on refresh",
    file: "server/src/features/sessions/signed-in.ts",
    find: "if (closedAt || demands.length > 0) {",
    replace: "if (closedAt) {",
    check: jest("organization-policies/enforcement"),
    notices: /● a required second factor › puts out at once who has not shown one/,
  },
  {
    name: "a code of an authenticator app that two at once may use",
    file: "server/src/features/second-factors/second-factors.queries.ts",
    find: 'whereRaw("coalesce(last_step, -1) < ?", [step])',
    replace: 'whereRaw("? >= 0", [step])',
    check: jest("features/sign-in/second-factor-attacks"),
    notices: /● a code is good once, of two at once too/,
  },
  {
    name: "a proof that never grows old",
    file: "server/src/http/step-up.ts",
    find: "const isOld = addSeconds(proof.authenticatedAt, STEP_UP_SECONDS) < now;",
    replace: "const isOld = addSeconds(proof.authenticatedAt, STEP_UP_SECONDS * 1e6) < now;",
    check: jest("http/step-up"),
    notices: /● a dangerous act needs a proof of at most ten minutes/,
  },
  {
    name: "somebody who acts for another and changes things",
    file: "server/src/http/impersonation.ts",
    find: '(method !== "GET" || stepUp',
    replace: "(stepUp",
    check: jest("features/impersonation"),
    notices: /changes nothing and signs nobody out, whatever is asked/,
  },
  {
    name: "a way back from a provider that another browser began",
    file: "server/src/features/sign-in-providers/flow.ts",
    find: "isSame(value.state, state) &&",
    replace: 'state !== "" && isSame(state, state) &&',
    check: jest("sign-in-providers/flows"),
    notices: /a browser with a flow of its own is not signed in by another's way back/,
  },
  {
    name: "a member who is demoted by who holds less",
    file: "server/src/features/members/change-role.ts",
    find: "[...before.permissions, ...role.permissions]",
    replace: "role.permissions",
    check: jest("features/members"),
    notices: /● nobody gives what they do not hold, or changes or removes who holds more than they do/,
  },
  {
    name: "an account that leaves an organization without an owner",
    file: "server/src/features/account-deletion/delete-account.ts",
    find: "if (!before.deletesAt) await requireOwnersLeft(tx, userId);",
    replace: "await Promise.resolve();",
    check: jest("account-deletion/owners"),
    notices: /● who alone owns organizations with other members cannot close the account/,
  },
  {
    name: "a wall that is taken off",
    file: "migrations/20261128_10_organizations.ts",
    find: "for select using (coalesce(${its} or ${own}, false));",
    replace: "for select using (true);",
    check: ISOLATION,
    notices: /● a query that asks for everything › sees the organization whose context it is in, and nothing without one/,
  },
  {
    name: "a wall that its owner may walk through",
    file: "migrations/20261128_10_organizations.ts",
    find: "    alter table ${table} force row level security;`;",
    replace: "    `;",
    check: ISOLATION,
    notices: /● a query that asks for everything › sees no more as the owner of the tables/,
  },
  {
    name: "a list of members without its tenant",
    file: "server/src/features/instance-organizations/instance-organizations.queries.ts",
    find: '    .where("m.organizationId", organizationId);',
    replace: '    .whereNotNull("m.organizationId");',
    check: ISOLATION,
    holdsAlthough: "the query asks for every tenant's members",
  },
  {
    name: "a record without its tenant",
    file: "server/src/features/audit/audit.queries.ts",
    find: "return newestOf(tx, { organizationId }, page);",
    replace: "return newestOf(tx, organizationId ? {} : { organizationId }, page);",
    check: ISOLATION,
    holdsAlthough: "the query asks for everything that was recorded",
  },
];

import type { EndpointDefinition } from "../src/http/endpoint.ts";
import type { Db } from "../src/platform/db.ts";
import { newId } from "../src/platform/ids.ts";
import { inOrganization } from "../src/platform/tenant.ts";
import type { Member } from "./organizations.ts";
import type { TestApp } from "./test-app.ts";

/** What anybody may ask, signed in or not. A new one is named here by who has thought about it. */
export const PUBLIC = new Set([
  "askForPasskeySignIn",
  "askForSecondPasskey",
  "completeRecovery",
  "confirmRegistration",
  "createFirstAdministrator",
  "finishProviderFlow",
  "getAuthOptions",
  "getDevelopmentMailHtml",
  "getHealth",
  "getJwks",
  "getLiveness",
  "getOpenApi",
  "getPasskeyEndpoints",
  "getReadiness",
  "getReference",
  "getReferenceStyle",
  "getStartup",
  "listDevelopmentMails",
  "login",
  "logout",
  "lookAtInvitationLink",
  "lookAtMailedLink",
  "lookAtOrganizationInvitation",
  "proveEmailChangeMailbox",
  "proveRecovery",
  "refresh",
  "register",
  "requestPuzzle",
  "requestRecovery",
  "requestVerification",
  "resendConfirmation",
  "signInByPasskey",
  "signInWithRecoveryCode",
  "signInWithSecondPasskey",
  "signInWithTotp",
  "startProviderSignIn",
  "unblock",
  "undoAccountDeletion",
  "undoMyAdditions",
  "undoMyEmailChange",
]);

/** What whoever is signed in may ask about what is their own, whatever they are in an organization. */
export const OWN = new Set([
  "acceptOrganizationInvitation",
  "acceptOwnershipTransfer",
  "addMyPasskey",
  "cancelMyEmailChange",
  "changeMyPassword",
  "confirmMyTotp",
  "connectMyProvider",
  "createOrganization",
  "declineOrganizationInvitation",
  "declineOwnershipTransfer",
  "deleteMyAccount",
  "dismissAllMyNotices",
  "dismissMyNotice",
  "endImpersonation",
  "endMySession",
  "explainAccess",
  "exportMyPersonalData",
  "getMe",
  "getMyEmailChange",
  "getMySecurity",
  "getStepUpOptions",
  "listJoinableOrganizations",
  "listMyActivity",
  "listMyConnections",
  "listMyNotices",
  "listMyOrganizationInvitations",
  "listMyOrganizations",
  "listMyOwnershipTransfers",
  "listMySessions",
  "listPermissions",
  "makeMyRecoveryCodes",
  "nameMySession",
  "offerMyPasskey",
  "offerMyTotp",
  "removeMyConnection",
  "removeMyPasskey",
  "removeMyTotp",
  "renameMyPasskey",
  "requestMyEmailChange",
  "requestMyVerification",
  "startProviderConnection",
  "startProviderStepUp",
  "stepUp",
  "switchOrganization",
  "updateMe",
]);

export type Scope = "own" | "other" | "none";
/** `in`: not refused by who asks. `denied`: 403. `hidden`: 404, like what does not exist. */
export type Outcome = "in" | "denied" | "hidden";

/** What names an organization in its path and asks for no permission there: to whom it answers how. */
export const BY_ROLE: Record<string, (role: string, scope: Scope) => Outcome> = {
  // There is nothing to join without a mail domain of theirs.
  joinOrganization: () => "hidden",
  // Nobody acts in a closed organization: its owners open it from outside.
  leaveOrganization: (_role, scope) => (scope === "other" ? "hidden" : "in"),
  reopenOrganization: (role, scope) => (role === "owner" && scope !== "other" ? "in" : "hidden"),
};

/** Whoever may ask is told that there is nothing: no such thing is there in this test. */
export const NOTHING_THERE = new Set(["cancelMyEmailChange", "endImpersonation", "finishProviderFlow", "getMyEmailChange"]);

type Row = Record<string, unknown>;

async function insert(app: TestApp, { organizationId }: Member, table: string, row: Row): Promise<string> {
  const id = newId(app.clock());
  await inOrganization(app.deps.db, organizationId, (tx: Db) => tx(table).insert({ id, organizationId, ...row }));
  return id;
}

const later = (app: TestApp) => new Date(app.clock().getTime() + 86_400_000);

/** A thing of that organization for each parameter of a path. A new parameter needs a line. */
export const THINGS: Record<string, (app: TestApp, of: Member) => Promise<string>> = {
  userId: async (_app, of) => of.userId,
  roleId: (app, of) => insert(app, of, "roles", { name: "Theirs", permissions: [], createdAt: app.clock(), updatedAt: app.clock() }),
  invitationId: (app, of) =>
    insert(app, of, "organizationInvitations", {
      email: "guest@example.com",
      tokenHash: Buffer.from(newId(app.clock())),
      builtInRole: "viewer",
      createdAt: app.clock(),
      lastSentAt: app.clock(),
      expiresAt: later(app),
    }),
  domainId: (app, of) =>
    insert(app, of, "organizationDomains", {
      domain: "theirs.example",
      mode: "request",
      newMemberRole: "viewer",
      createdAt: app.clock(),
    }),
  requestId: (app, of) => insert(app, of, "joinRequests", { userId: of.userId, createdAt: app.clock() }),
  transferId: (app, of) =>
    insert(app, of, "ownershipTransfers", {
      fromUserId: of.userId,
      toUserId: newId(app.clock()),
      createdAt: app.clock(),
      expiresAt: later(app),
    }),
};

/** What an operation takes beside its path, where it needs something. */
export const BODIES: Record<string, object> = {
  sendOrganizationDomainCode: { mailbox: "postmaster" },
  updateOrganizationDomain: { mode: "request" },
  verifyOrganizationDomain: { code: "12345678" },
  updateMember: { roleId: "viewer" },
  updateRole: { name: "Another" },
  deleteRole: { replacementRoleId: "viewer" },
};

/** Whether it can be asked for what it refuses once it has let the request in, so that nothing happens. */
export function canBeProbed({ method, request, stepUp }: EndpointDefinition): boolean {
  const params = Object.keys(request.params?.shape ?? {}).filter((name) => name !== "organizationId");
  return method === "GET" || stepUp !== undefined || request.body !== undefined || request.query !== undefined || params.length > 0;
}

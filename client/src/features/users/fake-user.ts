import type { AdministeredUser, ListedUser } from "../../api/types.ts";

/** For tests: a person as the list shows them, changed as said. */
export function fakeListed(changes: Partial<ListedUser> = {}): ListedUser {
  return {
    id: "mia",
    email: "mia@example.com",
    emailVerifiedAt: "2026-11-01T10:00:00.000Z",
    name: "Mia Chen",
    instanceRole: null,
    disabledAt: null,
    closedAt: null,
    deletesAt: null,
    createdAt: "2026-11-01T10:00:00.000Z",
    updatedAt: "2026-11-01T10:00:00.000Z",
    ...changes,
  };
}

/** For tests: a person as their page shows them, changed as said. */
export function fakeUser(changes: Partial<AdministeredUser> = {}): AdministeredUser {
  return { ...fakeListed(), hasPassword: true, hasTotp: false, passkeys: 0, connections: 0, ...changes };
}

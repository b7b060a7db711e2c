import { isProblem } from "./problem.ts";
import { createStore } from "./session/snapshot.ts";

/** The last refusal that may mean that the organization lets this person in no more, or no more as before. */
interface OrganizationDoubt {
  code: string;
}

const store = createStore<OrganizationDoubt | null>(null);
const codes = ["organization_policy_unmet", "organization_closed", "ip_not_allowed", "permission_denied", "not_found"];

/** Where refused calls leave word, and the organization's route finds it. */
export const organizationDoubt = {
  getSnapshot: store.getSnapshot,
  subscribe: store.subscribe,
  /** Notes a failure, if it is of that kind. */
  hear(error: unknown): void {
    if (isProblem(error, ...codes)) store.set({ code: error.code });
  },
  /** It was looked into. */
  settle(): void {
    store.set(null);
  },
};

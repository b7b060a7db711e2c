import { isProblem } from "../problem.ts";
import { type Fetch, request } from "../request.ts";
import type { Session } from "./session.ts";

/**
 * From now on this browser's session acts in that organization, or in none, in all tabs.
 * @throws Problem (`not_found`, `organization_closed`, or `organization_policy_unmet` with what it asks for first), Unreachable or
 * SignedOut, having changed nothing.
 */
export async function switchOrganization(
  session: Pick<Session, "bearer" | "exchange">,
  organizationId: string | null,
  fetch?: Fetch,
): Promise<void> {
  for (let refused: string | undefined; ;) {
    const token = await session.bearer(refused);
    const options = { body: { organizationId }, headers: { Authorization: `Bearer ${token.accessToken}` } };
    try {
      return await session.exchange(token, async () => (await request("POST /auth/switch-organization", options, fetch)).data);
    } catch (error) {
      // A token may end on the way, once.
      if (refused !== undefined || !isProblem(error, "access_token_expired", "session_ended")) throw error;
      refused = token.accessToken;
    }
  }
}

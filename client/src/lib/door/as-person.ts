import { isProblem } from "../problem.ts";
import type { Bearer, Session } from "../session/session.ts";
import { SignedOut } from "../session/snapshot.ts";

/**
 * Makes a call as who is signed in, from a page that may begin before anybody is: what the console calls with would bring the console
 * along. A token that the server finds stale is renewed once.
 * @throws what `send` throws, SignedOut and Unreachable.
 */
export async function asPerson<Answer>(
  session: Pick<Session, "bearer">,
  send: (headers: { Authorization: string }) => Promise<Answer>,
): Promise<Answer> {
  const first = await session.bearer();
  try {
    return await send(authorizationOf(first));
  } catch (error) {
    if (!isProblem(error, "access_token_expired", "access_token_invalid", "session_ended")) throw error;
  }
  const next = await session.bearer(first.accessToken);
  if (next.userId !== first.userId) throw new SignedOut("Another person has signed in since.");
  return send(authorizationOf(next));
}

function authorizationOf({ accessToken }: Bearer): { Authorization: string } {
  return { Authorization: `Bearer ${accessToken}` };
}

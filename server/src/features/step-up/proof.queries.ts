import { Problem } from "../../http/problem.ts";
import type { Proof } from "../../http/step-up.ts";
import type { Db } from "../../platform/db.ts";

/** What the session last proved. Throws `session_ended`. */
export async function getProof(db: Db, sessionId: string): Promise<Proof> {
  const { rows } = await db.raw<{ rows: Proof[] }>(
    `select authenticated_at, authentication_methods as methods,
            exists (select from totp_credentials where user_id = sessions.user_id and confirmed_at is not null)
              or exists (select from passkeys where user_id = sessions.user_id) as has_second_factor
     from sessions where id = :sessionId`,
    { sessionId },
  );
  if (!rows[0]) throw new Problem("session_ended");
  return rows[0];
}

import { mount, type Api } from "../../http/mount.ts";
import type { Db } from "../../platform/db.ts";
import { listPasskeys, presentPasskey } from "../passkeys/index.ts";
import { findPassword } from "../passwords/index.ts";
import { countRecoveryCodes, findTotp } from "../second-factors/index.ts";
import { getSession } from "../sessions/index.ts";
import { getUser } from "../users/index.ts";
import { getMySecurity } from "./account-security.endpoints.ts";

export function accountSecurityRoutes(api: Api, { db }: { db: Db }): void {
  mount(api, getMySecurity, async (_input, { principal: { userId, sessionId } }) => {
    const password = await findPassword(db, userId);
    const totp = await findTotp(db, userId);
    const { instanceRole } = await getUser(db, userId);
    // Of the session itself: an access token from before a proof would not tell of it.
    const { authenticationMethods, authenticatedAt } = await getSession(db, sessionId);
    return {
      hasPassword: password !== undefined,
      passwordChangedAt: password?.changedAt ?? null,
      totp: totp?.confirmedAt ? { createdAt: totp.confirmedAt } : null,
      recoveryCodes: (await countRecoveryCodes(db, userId)) ?? null,
      passkeys: (await listPasskeys(db, userId)).map(presentPasskey),
      isSecondFactorRequired: instanceRole !== null,
      methods: authenticationMethods,
      authenticatedAt,
    };
  });
}

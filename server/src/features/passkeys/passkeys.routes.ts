import { mount, type Api } from "../../http/mount.ts";
import type { RecoveryCodeDeps } from "../second-factors/index.ts";
import { addPasskey } from "./add-passkey.ts";
import { removePasskey, renamePasskey, type ChangePasskeyDeps } from "./change-passkey.ts";
import { offerPasskey } from "./offer-passkey.ts";
import { addMyPasskey, getPasskeyEndpoints, offerMyPasskey, removeMyPasskey, renameMyPasskey } from "./passkeys.endpoints.ts";
import { presentPasskey } from "./present-passkey.ts";

export function passkeyRoutes(api: Api, deps: RecoveryCodeDeps & ChangePasskeyDeps): void {
  const page = `${deps.publicUrl}/me/security`;

  mount(api, offerMyPasskey, (_input, { principal }) => offerPasskey(deps, principal));

  mount(api, addMyPasskey, async ({ body }, { principal, origin }) => {
    const { passkey, recoveryCodes } = await addPasskey(deps, { ...body, principal, origin });
    return { ...presentPasskey(passkey), recoveryCodes };
  });

  mount(api, renameMyPasskey, async ({ params, body }, { principal, origin }) =>
    presentPasskey(await renamePasskey(deps, { principal, ...params, ...body, origin })),
  );

  mount(api, removeMyPasskey, ({ params }, { principal, origin }) => removePasskey(deps, { principal, ...params, origin }));

  mount(api, getPasskeyEndpoints, () => ({ enroll: page, manage: page }));
}

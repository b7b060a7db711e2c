import { mount, type Api } from "../../http/mount.ts";
import type { CheckCodeDeps } from "./check-code.ts";
import { confirmTotp } from "./confirm-totp.ts";
import { makeRecoveryCodes } from "./make-recovery-codes.ts";
import { offerTotp } from "./offer-totp.ts";
import { removeTotp } from "./remove-totp.ts";
import { confirmMyTotp, makeMyRecoveryCodes, offerMyTotp, removeMyTotp } from "./second-factors.endpoints.ts";

export function secondFactorRoutes(api: Api, deps: CheckCodeDeps): void {
  mount(api, offerMyTotp, (_input, { principal }) => offerTotp(deps, principal));
  mount(api, confirmMyTotp, ({ body: { code } }, { principal, origin }) => confirmTotp(deps, { principal, code, origin }));
  mount(api, removeMyTotp, (_input, { principal, origin }) => removeTotp(deps, { principal, origin }));
  mount(api, makeMyRecoveryCodes, async (_input, { principal, origin }) => ({
    recoveryCodes: await makeRecoveryCodes(deps, { principal, origin }),
  }));
}

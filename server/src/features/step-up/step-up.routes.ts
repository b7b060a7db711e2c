import { mount, type Api } from "../../http/mount.ts";
import { askForPasskey } from "../passkeys/index.ts";
import { stepUpMethods } from "./step-up-methods.ts";
import { getStepUpOptions, stepUp } from "./step-up.endpoints.ts";
import { stepUpWithCode, stepUpWithPasskey, stepUpWithPassword, type StepUpDeps } from "./step-up.ts";

export function stepUpRoutes(api: Api, deps: StepUpDeps): void {
  mount(api, getStepUpOptions, async (_input, { principal: { userId, sessionId } }) => {
    const methods = await stepUpMethods(deps.db, userId, deps.config.providers);
    const asking = { purpose: "step_up", boundTo: sessionId } as const;
    return { methods, passkey: methods.includes("passkey") ? await askForPasskey(deps, asking, userId) : null };
  });

  mount(api, stepUp, ({ body: { password, code, recoveryCode, passkey } }, who) => {
    if (passkey !== undefined) return stepUpWithPasskey(deps, who, passkey);
    if (code !== undefined) return stepUpWithCode(deps, who, { method: "totp", code });
    if (recoveryCode !== undefined) return stepUpWithCode(deps, who, { method: "recovery_code", code: recoveryCode });
    return stepUpWithPassword(deps, who, password ?? "");
  });
}

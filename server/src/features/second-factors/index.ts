export { checkCode, wrongCode, type CheckCodeDeps, type TypedCode } from "./check-code.ts";
export { recoveryCodeInput, totpCodeInput } from "./code-input.ts";
export { recordFactorUse, type FactorProof } from "./factor-proof.ts";
export { guardFactor, type FactorShower } from "./guard-factor.ts";
export { firstRecoveryCodes, type RecoveryCodeDeps } from "./make-recovery-codes.ts";
export { countRecoveryCodes, findTotp } from "./second-factors.queries.ts";
export { removeSecondFactors } from "./remove-second-factors.ts";
export { secondFactorRoutes } from "./second-factors.routes.ts";
export { tellOfAddedFactor, tellOfRemovedFactor } from "./tell-of-factors.ts";

export { checkCode, wrongCode, type CheckCodeDeps, type CodeTyper, type TypedCode } from "./check-code.ts";
export { recoveryCodeInput, totpCodeInput } from "./code-input.ts";
export { recordFactorFailure, recordFactorUse, type FactorProof } from "./factor-proof.ts";
export { firstRecoveryCodes, type RecoveryCodeDeps } from "./make-recovery-codes.ts";
export { countRecoveryCodes, findTotp } from "./second-factors.queries.ts";
export { removeSecondFactors } from "./remove-second-factors.ts";
export { secondFactorRoutes } from "./second-factors.routes.ts";
export { tellOfAddedFactor, tellOfRemovedFactor } from "./tell-of-factors.ts";

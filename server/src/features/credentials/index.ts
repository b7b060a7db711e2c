export { deleteRecoveryCodes, deleteSecondFactors, secondFactorsOf, waysIn, type KnownProviders } from "./credentials.queries.ts";
export { isBeyondClaim } from "./is-beyond-claim.ts";
export { hasSecondFactor, requireSecondFactorOfRole, requireWayIn } from "./last-credential.ts";
export { methodsToShow, SECOND_FACTOR_METHODS, type SecondFactorMethod } from "./second-factor-methods.ts";

export {
  deleteRecoveryCodes,
  deleteSecondFactors,
  secondFactorsOf,
  waysIn,
  type SecondFactors,
  type WaysIn,
} from "./credentials.queries.ts";
export { hasSecondFactor, requireSecondFactorOfRole, requireWayIn } from "./last-credential.ts";
export { methodsToShow, SECOND_FACTOR_METHODS, type SecondFactorMethod } from "./second-factor-methods.ts";

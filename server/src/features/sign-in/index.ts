export { checkSignIn, type CheckSignInDeps, type Credentials } from "./check-sign-in.ts";
export { finishSignIn, type FinishSignInDeps, type PendingAnswer, type SignInOutcome } from "./finish-sign-in.ts";
export { logIn } from "./log-in.ts";
export { refuse as refuseSignIn, shutOutBy } from "./refuse-sign-in.ts";
export { secondFactorSignInRoutes } from "./second-factor.routes.ts";
export { signInRoutes } from "./sign-in.routes.ts";
export { tellOfLeftSignIns } from "./tell-of-left-sign-ins.ts";

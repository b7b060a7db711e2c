export { checkSignIn, type CheckSignInDeps, type Credentials } from "./check-sign-in.ts";
export { logIn } from "./log-in.ts";
export { signInRoutes } from "./sign-in.routes.ts";

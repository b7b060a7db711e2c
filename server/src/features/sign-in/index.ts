export { logIn } from "./log-in.ts";
export { registerUser } from "./register-user.ts";
export { signInRoutes } from "./sign-in.routes.ts";

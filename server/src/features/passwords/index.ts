export { checkOwnPassword, type CheckOwnPasswordDeps } from "./check-own-password.ts";
export { checkPassword } from "./check-password.ts";
export { createPasswordHasher, type PasswordHasher } from "./password-hasher.ts";
export { passwordInput } from "./password-input.ts";
export { PASSWORD_MAX_LENGTH } from "./password-policy.ts";
export { passwordRoutes } from "./passwords.routes.ts";
export { deletePassword, findPassword, insertPassword, lockPassword, setPassword, type PasswordCredential } from "./passwords.queries.ts";
export { requireGoodPassword } from "./require-good-password.ts";

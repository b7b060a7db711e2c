export type { User } from "./user.ts";
export { emailInput, nameInput, userOutput } from "./user-schemas.ts";
export { findUserByEmail, findUserForSignIn, getUser, insertUser, lockUser, updateUser } from "./users.queries.ts";
export { userRoutes } from "./users.routes.ts";

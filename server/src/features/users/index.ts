export type { User } from "./user.ts";
export { isClaimable } from "./is-claimable.ts";
export { requireAnotherAdministrator } from "./require-another-administrator.ts";
export { readUserSearch } from "./user-search.ts";
export { emailInput, nameInput, userOutput } from "./user-schemas.ts";
export {
  findUser,
  findUserByEmail,
  findUserForSignIn,
  getUser,
  insertUser,
  lockUser,
  lockUserIfAny,
  lockUsers,
  updateUser,
  updateUserEmail,
} from "./users.queries.ts";
export { userRoutes } from "./users.routes.ts";

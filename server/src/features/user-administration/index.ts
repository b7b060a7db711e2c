export { disableUser, enableUser } from "./disable-user.ts";
export { userAdministrationRoutes } from "./user-administration.routes.ts";

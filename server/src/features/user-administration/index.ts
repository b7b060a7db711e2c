export { disableUser, enableUser } from "./disable-user.ts";

export { accountReturnRoutes } from "./account-return.routes.ts";
export { giveAccountBack, holdForReturn, type ReturnDeps } from "./give-account-back.ts";

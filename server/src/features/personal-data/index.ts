export { erasePerson, whatIsKnownOf } from "./erase-person.queries.ts";
export { personalDataRoutes } from "./personal-data.routes.ts";
export { PERSONAL_DATA } from "./personal-data.ts";

export { erasePerson, listAddressesOf } from "./erase-person.queries.ts";
export { PERSONAL_DATA } from "./personal-data.ts";

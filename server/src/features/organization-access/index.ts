export { findAccess } from "./find-access.ts";
export { growEpoch, listEpochsSince, listOrganizationsOf, readEpoch, type Epoch } from "./organization-access.queries.ts";

export { findAccess } from "./find-access.ts";
export {
  growEpoch,
  listEpochsSince,
  listOrganizationsOf,
  readEpoch,
  type Epoch,
  type OwnOrganization,
} from "./organization-access.queries.ts";

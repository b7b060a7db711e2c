export {
  isAdmittedByOrganization,
  requireAllowedAddress,
  requireOpenRegistration,
  requireStillAdmitted,
  type RegistrationPolicy,
} from "./registration-policy.ts";

export { requireAllowedAddress, requireOpenRegistration, type RegistrationPolicy } from "./registration-policy.ts";

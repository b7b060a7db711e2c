import { PolicyPage } from "../features/policies/policy-page.tsx";
import { addFactor } from "./add-factor.tsx";

/** The policies of an organization, with the part that another feature lends them. */
export function PolicyRoute() {
  return <PolicyPage addFactor={addFactor} />;
}

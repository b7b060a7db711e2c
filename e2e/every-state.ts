import { accountStates } from "./account-states.ts";
import { administrationStates } from "./administration-states.ts";
import { consoleStates } from "./console-states.ts";
import { dataStates } from "./data-states.ts";
import { doorStates } from "./door-states.ts";
import { mailedStates } from "./mailed-states.ts";
import { securityStates } from "./security-states.ts";
import { domainStates } from "./domain-states.ts";
import { joiningStates } from "./joining-states.ts";
import { memberStates } from "./member-states.ts";
import { organizationStates } from "./organization-states.ts";
import { accessControlStates } from "./role-states.ts";
import type { State } from "./states.ts";

/** Every page in every state that it can be found in. */
export const everyState: State[] = [
  ...doorStates,
  ...mailedStates,
  ...consoleStates,
  ...accountStates,
  ...organizationStates,
  ...accessControlStates,
  ...memberStates,
  ...domainStates,
  ...joiningStates,
  ...dataStates,
  ...securityStates,
  ...administrationStates,
];

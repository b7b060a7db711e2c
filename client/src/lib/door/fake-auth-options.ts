import type { AuthOptions } from "../../api/types.ts";
import { answer } from "../session/fake-browser.ts";

/** For tests: what an instance answers about itself, one that sends mail and is open to all unless said otherwise. */
export function fakeAuthOptions(changes: Partial<AuthOptions> = {}): () => Response {
  const options: AuthOptions = {
    password: { minLength: 15, maxLength: 256 },
    registration: "open",
    registrationDomains: [],
    setupRequired: false,
    mail: "smtp",
    providers: [],
    provesAddresses: true,
    ...changes,
  };
  return () => answer(200, options);
}

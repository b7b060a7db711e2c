import { invalidField } from "../../http/problem.ts";
import { passwordFaults, type PasswordContext } from "./password-policy.ts";

/** Throws 422 with every reason at `path` when the password is not accepted. */
export function requireGoodPassword(path: string, password: string, minLength: number, context: PasswordContext): void {
  const faults = passwordFaults(password, minLength, context);
  if (faults.length > 0) throw invalidField(path, faults);
}

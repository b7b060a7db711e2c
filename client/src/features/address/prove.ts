import { request } from "../../lib/request.ts";
import { cookieHeaders } from "../../lib/session/verdict.ts";

/** A mailed code, for the challenge that it answers. */
interface Answer {
  challengeId: string;
  code: string;
}

/** Confirms the person's own address. @throws Problem or Unreachable, having confirmed nothing. */
export async function proveAddress(body: Answer): Promise<void> {
  await request("POST /auth/registration/confirm", { body, headers: cookieHeaders });
}

/** Proves one of the two mailboxes of a change; the second proof changes the address. @throws Problem or Unreachable, having proved nothing. */
export async function proveChange(body: Answer): Promise<void> {
  await request("POST /auth/email-change/prove", { body, headers: cookieHeaders });
}

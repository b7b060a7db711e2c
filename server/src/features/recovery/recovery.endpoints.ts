import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id } from "../../http/schemas.ts";
import { askedOutput, proofInput } from "../challenges/index.ts";
import { passwordInput } from "../passwords/index.ts";
import { proofOfWorkInput } from "../puzzles/index.ts";
import { emailInput } from "../users/index.ts";

export const requestRecovery = endpoint({
  method: "POST",
  path: "/api/v1/auth/recovery",
  operationId: "requestRecovery",
  summary: "Ask for a code to set a new password",
  description: "The answer is the same whether the address has an account or not. Only its mailbox is told.",
  tag: "Sign-in",
  permission: "public",
  limit: "credentials",
  blursTime: true,
  audit: ["user.recovery_requested"],
  request: { body: z.strictObject({ email: emailInput, proofOfWork: proofOfWorkInput.optional() }) },
  response: {
    status: 202,
    description: "Accepted.",
    body: z.object({ status: z.literal("accepted"), challenge: askedOutput }).meta({ id: "RecoveryAccepted" }),
    headers: ["Set-Cookie"],
  },
  problems: ["mail_not_configured", "proof_of_work_required"],
});

export const proveRecovery = endpoint({
  method: "POST",
  path: "/api/v1/auth/recovery/prove",
  operationId: "proveRecovery",
  summary: "Prove with the mailed code or link that you read the mailbox",
  description: "From then until the code expires, this browser may set the new password.",
  tag: "Sign-in",
  permission: "public",
  limit: "codes",
  audit: [],
  request: { body: proofInput, headers: ["X-Gatehouse"] },
  response: { status: 200, description: "Proven.", body: z.object({ email: z.string() }).meta({ id: "ProvenMailbox" }) },
  problems: ["cross_site_request", "challenge_elsewhere", "challenge_ended"],
});

export const completeRecovery = endpoint({
  method: "POST",
  path: "/api/v1/auth/recovery/complete",
  operationId: "completeRecovery",
  summary: "Set the new password",
  description:
    "Ends every session of the account and confirms its address. Signs nobody in: what else a sign-in asks for is asked for then. A password that is not accepted leaves the proof good.",
  tag: "Sign-in",
  permission: "public",
  limit: "credentials",
  audit: ["user.password_recovered", "user.email_verified", "session.ended"],
  request: { body: z.strictObject({ challengeId: id, newPassword: passwordInput }), headers: ["X-Gatehouse"] },
  response: { status: 204, description: "Set." },
  problems: ["cross_site_request", "challenge_ended", "last_administrator", "busy"],
});

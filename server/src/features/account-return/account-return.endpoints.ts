import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";

export const undoMyAdditions = endpoint({
  method: "POST",
  path: "/api/v1/auth/additions/undo",
  operationId: "undoMyAdditions",
  summary: "Take back what was added to sign in with, by the link of the mail about it",
  description:
    "Every second factor, recovery code and provider added since is removed, every session ends, and the password is removed: recover it through the mailbox. The same goes for earlier additions whose links are still valid; a link works for 72 hours. An account that was closed meanwhile is open again. Nobody is signed in.",
  tag: "Account",
  permission: "public",
  limit: "codes",
  audit: ["user.additions_undone", "user.deletion_undone", "session.ended"],
  request: { body: z.strictObject({ token: z.string().max(100) }) },
  response: {
    status: 200,
    description: "Taken back.",
    body: z.object({ email: z.string().describe("The address of the account.") }).meta({ id: "AdditionsUndone" }),
  },
  problems: ["undo_link_invalid"],
});

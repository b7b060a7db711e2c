import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { time } from "../../http/schemas.ts";

export const deleteMyAccount = endpoint({
  method: "POST",
  path: "/api/v1/me/deletion",
  operationId: "deleteMyAccount",
  summary: "Close your account, which is deleted for good after 14 days",
  description:
    "Every session ends at once. Until it is deleted you can undo it with the mailed link, or by signing in. What is deleted, and what stays without you: docs/your-data.md.",
  tag: "Account",
  permission: "authenticated",
  stepUp: true,
  limit: "none",
  audit: ["user.deletion_requested", "session.ended"],
  request: { body: z.strictObject({}) },
  response: {
    status: 200,
    description: "Closed.",
    body: z.object({ deletesAt: time.describe("When it is deleted for good.") }).meta({ id: "AccountDeletion" }),
  },
  problems: ["last_administrator", "last_owner"],
});

export const undoAccountDeletion = endpoint({
  method: "POST",
  path: "/api/v1/auth/deletion/undo",
  operationId: "undoAccountDeletion",
  summary: "Keep a closed account, with the mailed link",
  description: "The account is open again. This signs nobody in.",
  tag: "Account",
  permission: "public",
  limit: "codes",
  audit: ["user.deletion_undone"],
  request: { body: z.strictObject({ token: z.string().max(100) }) },
  response: {
    status: 200,
    description: "Open again.",
    body: z.object({ email: z.string().describe("The address of the account.") }).meta({ id: "AccountReopened" }),
  },
  problems: ["undo_link_invalid"],
});

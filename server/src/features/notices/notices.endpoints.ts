import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, nextCursor, pageQuery, time } from "../../http/schemas.ts";
import { FACTOR_NAMES, NOTICE_KINDS } from "./notice.ts";

const noticeOutput = z
  .object({
    id,
    kind: z.enum(NOTICE_KINDS),
    details: z
      .object({
        device: z.string().optional().describe("What it was done with, e.g. `Firefox on Windows`."),
        ip: z.string().optional(),
        oldEmail: z.string().optional(),
        newEmail: z.string().optional(),
        method: z.enum(FACTOR_NAMES).optional().describe("Which second factor; `all` where every one was removed."),
        left: z.int().optional().describe("How many recovery codes are left."),
        provider: z.string().optional().describe("What the provider is called that was connected or disconnected."),
        undoUntil: time.optional().describe("Until when the link of the mail takes it back; absent where there is none."),
        by: z.string().optional().describe("Who did it: an administrator, or a member of the organization."),
        reason: z.string().optional(),
        role: z.string().optional().describe("What you are now: `administrator` or `none`; in an organization, what your role is called."),
        organization: z.string().optional().describe("The organization of which it tells."),
      })
      .meta({ id: "NoticeDetails" }),
    createdAt: time,
    dismissedAt: time.nullable().describe("When you said that you have seen it; null before."),
  })
  .meta({ id: "Notice" });

export const listMyNotices = endpoint({
  method: "GET",
  path: "/api/v1/me/notices",
  operationId: "listMyNotices",
  summary: "List what happened to your account's safety, newest first",
  description: "Notices that you dismissed stay in the list.",
  tag: "Account",
  permission: "authenticated",
  limit: "none",
  audit: [],
  request: { query: pageQuery },
  response: {
    status: 200,
    description: "One page of notices.",
    body: z
      .object({ items: z.array(noticeOutput), nextCursor, openCount: z.int().describe("How many you have not dismissed, on all pages.") })
      .meta({ id: "NoticePage" }),
  },
  problems: [],
});

export const dismissMyNotice = endpoint({
  method: "POST",
  path: "/api/v1/me/notices/:noticeId/dismiss",
  operationId: "dismissMyNotice",
  summary: "Say that you have seen a notice",
  description: "Once is enough; again changes nothing.",
  tag: "Account",
  permission: "authenticated",
  limit: "none",
  audit: ["notice.dismissed"],
  request: { params: z.object({ noticeId: id }) },
  response: { status: 204, description: "Dismissed." },
  problems: ["not_found"],
});

export const dismissAllMyNotices = endpoint({
  method: "POST",
  path: "/api/v1/me/notices/dismiss-all",
  operationId: "dismissAllMyNotices",
  summary: "Say that you have seen all your notices",
  tag: "Account",
  permission: "authenticated",
  limit: "none",
  audit: ["notice.dismissed"],
  request: {},
  response: { status: 204, description: "Dismissed." },
  problems: [],
});

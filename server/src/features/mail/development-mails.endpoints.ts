import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, nextCursor, pageQuery, time } from "../../http/schemas.ts";

const mailOutput = z
  .object({
    id,
    kind: z.string(),
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    createdAt: time,
  })
  .meta({ id: "DevelopmentMail" });

export const listDevelopmentMails = endpoint({
  method: "GET",
  path: "/api/v1/development/mails",
  operationId: "listDevelopmentMails",
  summary: "List the mails that would have been sent, newest first",
  description: "For development only: there is no such route in production, or with a mail server.",
  tag: "Development",
  permission: "public",
  limit: "none",
  audit: [],
  request: { query: pageQuery },
  response: {
    status: 200,
    description: "One page of mails.",
    body: z.object({ items: z.array(mailOutput), nextCursor }).meta({ id: "DevelopmentMailPage" }),
  },
  problems: [],
});

export const getDevelopmentMailHtml = endpoint({
  method: "GET",
  path: "/api/v1/development/mails/:mailId/html",
  operationId: "getDevelopmentMailHtml",
  summary: "One of these mails as the page that a mail program shows",
  description: "Sandboxed by its own headers: it runs no script, loads nothing, and is of no origin. For development only.",
  tag: "Development",
  permission: "public",
  limit: "none",
  audit: [],
  request: { params: z.object({ mailId: id }) },
  response: { status: 200, description: "The HTML form of the mail.", body: z.string(), contentType: "text/html" },
  problems: ["not_found"],
});

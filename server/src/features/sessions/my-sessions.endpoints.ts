import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, nextCursor, pageQuery, time } from "../../http/schemas.ts";
import { nameInput } from "../users/index.ts";

const params = z.object({ sessionId: id });

const sessionOutput = z
  .object({
    id,
    name: z.string().nullable().describe("What you called it."),
    isCurrent: z.boolean().describe("Whether it is the one that asks."),
    userAgent: z.string().nullable(),
    ip: z.string().describe("Where it was when it signed in."),
    place: z
      .string()
      .nullable()
      .describe(
        "Where that address is, e.g. `Utrecht, Netherlands`; null where it is private, not known, or no database of places is set up.",
      ),
    methods: z.array(z.string()).describe("How you proved yourself (RFC 8176)."),
    impersonation: z
      .object({ by: z.string().describe("The administrator who acts for you in it."), reason: z.string() })
      .meta({ id: "Impersonation" })
      .nullable()
      .describe("Null when it is you."),
    createdAt: time,
    lastSeenAt: time.describe("To within the life of an access token."),
    idleExpiresAt: time,
    expiresAt: time,
  })
  .meta({ id: "Session" });

export const sessionPageOutput = z.object({ items: z.array(sessionOutput), nextCursor }).meta({ id: "SessionPage" });

export const listMySessions = endpoint({
  method: "GET",
  path: "/api/v1/me/sessions",
  operationId: "listMySessions",
  summary: "List the devices on which you are signed in, newest first",
  tag: "Account",
  permission: "authenticated",
  limit: "none",
  audit: [],
  request: { query: pageQuery },
  response: {
    status: 200,
    description: "One page of live sessions.",
    body: sessionPageOutput,
  },
  problems: [],
});

export const nameMySession = endpoint({
  method: "PATCH",
  path: "/api/v1/me/sessions/:sessionId",
  operationId: "nameMySession",
  summary: "Name one of your devices",
  tag: "Account",
  permission: "authenticated",
  limit: "none",
  audit: ["session.named"],
  request: { params, body: z.strictObject({ name: nameInput.nullable() }) },
  response: { status: 200, description: "The session, after the change.", body: sessionOutput },
  problems: ["not_found"],
});

export const endMySession = endpoint({
  method: "DELETE",
  path: "/api/v1/me/sessions/:sessionId",
  operationId: "endMySession",
  summary: "Sign one of your devices out",
  description: "Its tokens are refused at once.",
  tag: "Account",
  permission: "authenticated",
  limit: "none",
  audit: ["session.ended"],
  request: { params },
  response: { status: 204, description: "Ended." },
  problems: ["not_found"],
});

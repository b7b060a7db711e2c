import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, time } from "../../http/schemas.ts";

export const connectionOutput = z
  .object({
    id,
    provider: z.string().describe("The provider's id; it may be switched off by now."),
    email: z.string().nullable().describe("The address at the provider when it was connected; nothing is decided by it."),
    name: z.string().nullable().describe("What the person was called there."),
    createdAt: time,
    lastUsedAt: time.nullable().describe("When it was last signed in with; null before."),
  })
  .meta({ id: "Connection" });

export const listMyConnections = endpoint({
  method: "GET",
  path: "/api/v1/me/connections",
  operationId: "listMyConnections",
  summary: "List the providers that you can sign in with",
  tag: "Account",
  permission: "authenticated",
  impersonation: "refused",
  limit: "none",
  audit: [],
  request: {},
  response: {
    status: 200,
    description: "All of them, oldest first.",
    body: z.object({ items: z.array(connectionOutput) }).meta({ id: "ConnectionList" }),
  },
  problems: [],
});

export const removeMyConnection = endpoint({
  method: "DELETE",
  path: "/api/v1/me/connections/:connectionId",
  operationId: "removeMyConnection",
  summary: "Disconnect a provider from your account",
  description: "The last way to sign in stays.",
  tag: "Account",
  permission: "authenticated",
  stepUp: true,
  limit: "none",
  audit: ["connection.removed"],
  request: { params: z.object({ connectionId: id }) },
  response: { status: 204, description: "Disconnected." },
  problems: ["not_found", "last_credential"],
});

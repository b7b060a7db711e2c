import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, nextCursor, pageQuery, time } from "../../http/schemas.ts";
import { organizationParams } from "../organizations/index.ts";
import { JOIN_MODES } from "./organization-domain.ts";

export const listJoinableEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/me/joinable-organizations",
  operationId: "listJoinableOrganizations",
  summary: "List the organizations whose mail domain is that of your address",
  description: "None before your address is confirmed, and none of which you are a member.",
  tag: "Organizations",
  permission: "authenticated",
  impersonation: "refused",
  limit: "none",
  audit: [],
  request: {},
  response: {
    status: 200,
    description: "Those that you can join, or ask to.",
    body: z.object({
      items: z.array(
        z
          .object({
            id,
            name: z.string(),
            mode: z.enum(JOIN_MODES),
            requestedAt: time.nullable().describe("When you asked to join; null when you have not, or it is decided."),
          })
          .meta({ id: "JoinableOrganization" }),
      ),
    }),
  },
  problems: [],
});

export const joinEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/organizations/:organizationId/join",
  operationId: "joinOrganization",
  summary: "Join an organization whose mail domain is that of your confirmed address, or ask to",
  description:
    "Doing it again changes nothing. Before your address is confirmed there is none. Who was removed from an organization asks, even where others of the domain just join. To act in it, switch to it.",
  tag: "Organizations",
  permission: "authenticated",
  limit: "codes",
  audit: ["member.joined", "join_request.created"],
  // Compared with the organization of their domain, and never looked up.
  request: { params: organizationParams },
  response: {
    status: 200,
    description: "You are a member, or have asked to be one.",
    body: z.object({ status: z.enum(["joined", "requested"]) }).meta({ id: "JoiningOrganization" }),
  },
  problems: ["not_found", "too_many_organizations"],
});

const params = organizationParams.extend({ requestId: id });

export const listJoinRequestsEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/organizations/:organizationId/join-requests",
  operationId: "listJoinRequests",
  summary: "List who asks to join the organization, newest first",
  tag: "Organizations",
  permission: "members:invite",
  limit: "none",
  audit: [],
  request: { params: organizationParams, query: pageQuery },
  response: {
    status: 200,
    description: "One page of requests that wait.",
    body: z
      .object({
        items: z.array(
          z.object({ id, user: z.object({ id, name: z.string(), email: z.string() }), createdAt: time }).meta({ id: "JoinRequest" }),
        ),
        nextCursor,
      })
      .meta({ id: "JoinRequestPage" }),
  },
  problems: [],
});

export const acceptJoinRequestEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/organizations/:organizationId/join-requests/:requestId/accept",
  operationId: "acceptJoinRequest",
  summary: "Let in who asks to join",
  description: "With the role that people of their domain get, if it is still the organization's; as a viewer otherwise.",
  tag: "Organizations",
  permission: "members:invite",
  limit: "none",
  audit: ["join_request.accepted"],
  request: { params },
  response: { status: 204, description: "They are a member." },
  problems: ["grant_exceeds_own", "too_many_organizations"],
});

export const declineJoinRequestEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/organizations/:organizationId/join-requests/:requestId/decline",
  operationId: "declineJoinRequest",
  summary: "Turn down who asks to join",
  description: "They can ask again.",
  tag: "Organizations",
  permission: "members:invite",
  limit: "none",
  audit: ["join_request.declined"],
  request: { params },
  response: { status: 204, description: "Turned down." },
  problems: [],
});

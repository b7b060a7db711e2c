import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, time } from "../../http/schemas.ts";
import { organizationParams } from "../organizations/index.ts";

const tag = "Organizations";
const person = z.object({ id, name: z.string(), email: z.string() });
const times = { createdAt: time, expiresAt: time };
const ownParams = z.strictObject({ transferId: id });

const transferOutput = z.object({ id, from: person, to: person, ...times }).meta({ id: "OwnershipTransfer" });

export const offerOwnershipEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/organizations/:organizationId/ownership-transfers",
  operationId: "offerOwnership",
  summary: "Offer a member to take the organization over",
  description: "For seven days, one at a time. If they accept, they own it and you are an admin. They are told, also by mail.",
  tag,
  permission: "organization:transfer",
  stepUp: true,
  limit: "none",
  audit: ["ownership.offered"],
  request: { params: organizationParams, body: z.strictObject({ toUserId: id }) },
  response: { status: 201, description: "Offered.", body: transferOutput },
  problems: ["grant_exceeds_own", "transfer_open"],
});

export const readTransfer = endpoint({
  method: "GET",
  path: "/api/v1/organizations/:organizationId/ownership-transfers",
  operationId: "getOwnershipTransfer",
  summary: "Read the open offer to take the organization over",
  tag,
  permission: "organization:transfer",
  limit: "none",
  audit: [],
  request: { params: organizationParams },
  response: {
    status: 200,
    description: "It; null when there is none that can be accepted.",
    body: z.object({ transfer: transferOutput.nullable() }),
  },
  problems: [],
});

export const cancelTransferEndpoint = endpoint({
  method: "DELETE",
  path: "/api/v1/organizations/:organizationId/ownership-transfers/:transferId",
  operationId: "cancelOwnershipTransfer",
  summary: "Withdraw the offer to take the organization over",
  tag,
  permission: "organization:transfer",
  limit: "none",
  audit: ["ownership.cancelled"],
  request: { params: organizationParams.extend({ transferId: id }) },
  response: { status: 204, description: "Withdrawn." },
  problems: ["transfer_ended"],
});

export const listMyTransfersEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/me/ownership-transfers",
  operationId: "listMyOwnershipTransfers",
  summary: "List the organizations that you are asked to take over",
  tag,
  permission: "authenticated",
  impersonation: "refused",
  limit: "none",
  audit: [],
  request: {},
  response: {
    status: 200,
    description: "Newest first, all of them.",
    body: z.object({
      items: z.array(
        z
          .object({ id, organization: z.object({ id, slug: z.string(), name: z.string() }), from: person, ...times })
          .meta({ id: "OwnOwnershipTransfer" }),
      ),
    }),
  },
  problems: [],
});

export const acceptTransferEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/me/ownership-transfers/:transferId/accept",
  operationId: "acceptOwnershipTransfer",
  summary: "Take an organization over",
  description: "You own it, and who asked you is an admin. This holds on the next request of both.",
  tag,
  permission: "authenticated",
  limit: "none",
  audit: ["ownership.accepted", "member.role_changed", "organization_invitation.revoked"],
  request: { params: ownParams },
  response: { status: 204, description: "It is yours." },
  problems: ["not_found", "transfer_ended", "organization_closed"],
});

export const declineTransferEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/me/ownership-transfers/:transferId/decline",
  operationId: "declineOwnershipTransfer",
  summary: "Do not take an organization over",
  tag,
  permission: "authenticated",
  limit: "none",
  audit: ["ownership.declined"],
  request: { params: ownParams },
  response: { status: 204, description: "Declined." },
  problems: ["not_found", "transfer_ended", "organization_closed"],
});

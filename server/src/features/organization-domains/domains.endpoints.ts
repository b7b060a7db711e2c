import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, nextCursor, pageQuery, time } from "../../http/schemas.ts";
import { canonicalDomain } from "../../platform/mail-domain.ts";
import { codeInput } from "../challenges/index.ts";
import { organizationParams } from "../organizations/index.ts";
import { JOIN_MODES, MAILBOXES, NEW_MEMBER_ROLES } from "./organization-domain.ts";

const domainInput = z
  .string()
  .max(253)
  .transform((text, context) => {
    const domain = canonicalDomain(text.normalize("NFKC").trim().toLowerCase());
    if (domain !== undefined && domain.length <= 253) return domain;
    context.addIssue({ code: "custom", message: "Is not a mail domain such as example.com." });
    return z.NEVER;
  })
  .meta({
    description: "A mail domain. One in another script is kept in its ASCII form (IDNA). Subdomains are others.",
    examples: ["example.com"],
  });

const mode = z
  .enum(JOIN_MODES)
  .describe("How people with a confirmed address there come in: `auto_join` by one press, `request` when they are let in.");
const newMemberRole = z.enum(NEW_MEMBER_ROLES).describe("The role that they get.");

const domainOutput = z
  .object({
    id,
    domain: z.string(),
    mode,
    newMemberRole,
    createdAt: time,
    verifiedAt: time.nullable().describe("When it was proven; before that it lets nobody in."),
    code: z.object({ sentTo: z.string(), expiresAt: time }).nullable().describe("The code that is out, if any."),
    version: z.int(),
  })
  .meta({ id: "OrganizationDomain" });

const params = organizationParams.extend({ domainId: id });

export const listDomainsEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/organizations/:organizationId/domains",
  operationId: "listOrganizationDomains",
  summary: "List the mail domains of the organization, newest first",
  tag: "Organizations",
  permission: "domains:read",
  limit: "none",
  audit: [],
  request: { params: organizationParams, query: pageQuery },
  response: {
    status: 200,
    description: "One page of domains.",
    body: z.object({ items: z.array(domainOutput), nextCursor }).meta({ id: "OrganizationDomainPage" }),
  },
  problems: [],
});

export const addDomainEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/organizations/:organizationId/domains",
  operationId: "addOrganizationDomain",
  summary: "Add a mail domain, which is to be proven then",
  description: "Not those of public mail services. Nobody lets in with more than they hold.",
  tag: "Organizations",
  permission: "domains:update",
  limit: "none",
  audit: ["domain.added"],
  request: { params: organizationParams, body: z.strictObject({ domain: domainInput, mode, newMemberRole }) },
  response: { status: 201, description: "Added.", body: domainOutput, headers: ["ETag"] },
  problems: ["grant_exceeds_own", "public_mail_domain", "domain_taken", "too_many_domains"],
});

export const sendDomainCodeEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/organizations/:organizationId/domains/:domainId/code",
  operationId: "sendOrganizationDomainCode",
  summary: "Mail a code to a mailbox of who looks after the domain",
  description: "Good for ten minutes and five tries; the code before is void. Of a domain that is proven, none is sent.",
  tag: "Organizations",
  permission: "domains:update",
  limit: "none",
  audit: ["domain.code_sent"],
  request: { params, body: z.strictObject({ mailbox: z.enum(MAILBOXES).describe("What stands before the `@`.") }) },
  response: { status: 202, description: "Mailed.", body: domainOutput },
  problems: ["already_verified", "mail_not_configured", "too_many_requests"],
});

export const verifyDomainEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/organizations/:organizationId/domains/:domainId/verify",
  operationId: "verifyOrganizationDomain",
  summary: "Prove the domain with the mailed code",
  tag: "Organizations",
  permission: "domains:update",
  limit: "none",
  audit: ["domain.verified"],
  request: { params, body: z.strictObject({ code: codeInput }) },
  response: { status: 200, description: "Proven.", body: domainOutput, headers: ["ETag"] },
  problems: ["grant_exceeds_own", "domain_taken", "challenge_ended"],
});

export const updateDomainEndpoint = endpoint({
  method: "PATCH",
  path: "/api/v1/organizations/:organizationId/domains/:domainId",
  operationId: "updateOrganizationDomain",
  summary: "Change how people of the domain come in",
  description: "With If-Match, a change is refused with 412 when it was changed meanwhile.",
  tag: "Organizations",
  permission: "domains:update",
  limit: "none",
  audit: ["domain.updated"],
  request: { params, body: z.strictObject({ mode: mode.optional(), newMemberRole: newMemberRole.optional() }), headers: ["If-Match"] },
  response: { status: 200, description: "It, after the change.", body: domainOutput, headers: ["ETag"] },
  problems: ["grant_exceeds_own", "precondition_failed"],
});

export const removeDomainEndpoint = endpoint({
  method: "DELETE",
  path: "/api/v1/organizations/:organizationId/domains/:domainId",
  operationId: "removeOrganizationDomain",
  summary: "Remove a mail domain",
  description: "Who came in by it stays a member; nobody comes in by it any more, and another organization can prove it.",
  tag: "Organizations",
  permission: "domains:update",
  limit: "none",
  audit: ["domain.removed"],
  request: { params },
  response: { status: 204, description: "Removed." },
  problems: [],
});

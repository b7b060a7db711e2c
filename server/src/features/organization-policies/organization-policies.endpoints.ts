import { z } from "zod";
import { DEMANDS, type Demand } from "../../http/access/policy.ts";
import { endpoint } from "../../http/endpoint.ts";
import { time } from "../../http/schemas.ts";
import { canonicalDomain } from "../../platform/mail-domain.ts";
import { organizationParams } from "../organizations/index.ts";
import { canonicalRange } from "./ip-range.ts";

const TAG = "Organizations";
const PATH = "/api/v1/organizations/:organizationId/policy";
const secondFactor = z
  .enum(["off", "optional", "required", "passkey_only"])
  .describe("`optional` recommends one and keeps nobody out; `passkey_only` takes a passkey, first or second.");
const demand = z.enum(Object.keys(DEMANDS) as [Demand, ...Demand[]]);

/** Each once, in the form that `canonical` gives it. */
function canonicalList(canonical: (text: string) => string | undefined, complaint: string) {
  const one = z
    .string()
    .max(300)
    .transform((text, context) => {
      const value = canonical(text.trim());
      if (value !== undefined) return value;
      context.addIssue({ code: "custom", message: complaint });
      return z.NEVER;
    });
  return z
    .array(one)
    .max(100)
    .transform((all) => [...new Set(all)]);
}

const policyInput = z.strictObject({
  secondFactor,
  graceDays: z
    .int()
    .min(0)
    .max(30)
    .optional()
    .describe(
      "Days until a stricter demand for a second factor bites; none without it. A demand that is as strict as before keeps the earlier date.",
    ),
  allowedMethods: z
    .array(z.string().max(40))
    .min(1)
    .max(50)
    .transform((all) => [...new Set(all)])
    .nullable()
    .describe("`password`, `passkey`, or what a provider is called; null: all of them."),
  allowedDomains: canonicalList((text) => canonicalDomain(text.replace(/^@/, "")), "Is not a mail domain.")
    .refine((all) => all.length > 0, "Name one, or null for all.")
    .nullable()
    .describe("Mail domains of members' addresses; null: any."),
  idleSeconds: z
    .int()
    .min(300)
    .nullable()
    .describe("Sessions that act in it end when they are not refreshed for so long; null: as the instance says."),
  absoluteSeconds: z
    .int()
    .min(900)
    .nullable()
    .describe("A proof of who asks is asked for again after so long; null: as the instance says."),
  ipRanges: canonicalList(canonicalRange, "Is not an address or a network, such as 192.0.2.0/24.").describe(
    "IPv4 and IPv6; empty: from everywhere.",
  ),
});

const lacking = z
  .object({
    members: z.int().describe("How many members lack something."),
    byDemand: z.array(z.object({ demand, members: z.int() })),
  })
  .meta({ id: "PolicyLacking" });

const policyOutput = z
  .object({
    secondFactor,
    secondFactorFrom: time.nullable().describe("When the demand for a second factor bites; null: there is none, or at once."),
    anySecondFactorFrom: time.nullable().describe("Under `passkey_only`: when any second factor is asked for, until the passkey is."),
    allowedMethods: z.array(z.string()).readonly().nullable(),
    allowedDomains: z.array(z.string()).readonly().nullable(),
    idleSeconds: z.int().nullable(),
    absoluteSeconds: z.int().nullable(),
    ipRanges: z.array(z.string()).readonly(),
    version: z.int(),
    updatedAt: time,
    lacking: lacking
      .nullable()
      .describe(
        "Members whose accounts do not have what it asks for, as if every grace were over. Null for whoever may not change it: it would tell whom to trick.",
      ),
    instance: z
      .object({ methods: z.array(z.string()), idleSeconds: z.int(), absoluteSeconds: z.int() })
      .describe("What this Gatehouse allows; a policy stays within."),
  })
  .meta({ id: "OrganizationPolicy" });

export const readPolicyEndpoint = endpoint({
  method: "GET",
  path: PATH,
  operationId: "getOrganizationPolicy",
  summary: "Read what the organization demands of its members",
  tag: TAG,
  permission: "policies:read",
  limit: "none",
  audit: [],
  request: { params: organizationParams },
  response: { status: 200, description: "It.", body: policyOutput, headers: ["ETag"] },
  problems: [],
});

export const setPolicyEndpoint = endpoint({
  method: "PUT",
  path: PATH,
  operationId: "setOrganizationPolicy",
  summary: "Set what the organization demands of its members",
  description:
    "It counts from the next request of each member on; who does not meet it is told what is missing. You must meet it yourself already, without any grace. With If-Match, a change is refused with 412 when it was changed meanwhile.",
  tag: TAG,
  permission: "policies:update",
  stepUp: true,
  limit: "none",
  audit: ["policy.updated"],
  request: { params: organizationParams, body: policyInput, headers: ["If-Match"] },
  response: { status: 200, description: "It, after the change.", body: policyOutput, headers: ["ETag"] },
  problems: ["policy_excludes_you", "precondition_failed"],
});

export const previewPolicyEndpoint = endpoint({
  method: "POST",
  path: `${PATH}/preview`,
  operationId: "previewOrganizationPolicy",
  summary: "See what a policy would do",
  description: "Changes nothing.",
  tag: TAG,
  permission: "policies:update",
  limit: "none",
  audit: [],
  request: { params: organizationParams, body: policyInput },
  response: {
    status: 200,
    description: "What it would do.",
    body: z
      .object({
        secondFactorFrom: time.nullable().describe("When its demand for a second factor would bite."),
        excludesYou: z
          .object({ demands: z.array(demand), isAddressOutside: z.boolean() })
          .nullable()
          .describe("Why you cannot set it: what you lack yourself; null when you can."),
        yourAddress: z.string().describe("From where you ask."),
        lacking: lacking.describe("Members whose accounts do not have what it asks for, as if every grace were over."),
      })
      .meta({ id: "PolicyPreview" }),
  },
  problems: [],
});

import { z } from "zod";
import { RULES } from "../../http/access/decide.ts";
import { DEMANDS, type Demand } from "../../http/access/policy.ts";
import { endpoint } from "../../http/endpoint.ts";
import { PROBLEMS, type ProblemCode } from "../../http/problem-catalogue.ts";
import { id } from "../../http/schemas.ts";
import { OBJECT_TYPES } from "./objects.queries.ts";

const sentence = z.string().describe("The same in words.");
const demands = z.array(z.enum(Object.keys(DEMANDS) as [Demand, ...Demand[]]));
const roles = z
  .array(z.object({ id: z.string(), name: z.string(), permissions: z.int().describe("How many it has."), loses: z.array(z.string()) }))
  .describe(
    "The roles that include it, the one with the fewest permissions first. `loses`: what its holder may do now and could not any more.",
  );

const change = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("role"), roles, sentence }),
    z.object({ kind: z.literal("membership"), roles, sentence }),
    z.object({
      kind: z.literal("proof"),
      demands,
      methods: z.array(z.string()).nullable().describe("With what to sign in, where not everything is accepted."),
      sentence,
    }),
    z.object({ kind: z.literal("network"), ip: z.string(), sentence }),
    z.object({ kind: z.literal("switch"), organizationId: id, sentence }),
    z.object({ kind: z.literal("domain"), sentence }),
    z.object({ kind: z.literal("reopen"), sentence }),
    z.object({ kind: z.literal("account"), sentence }),
    z.object({ kind: z.literal("instance_role"), sentence }),
  ])
  .meta({ id: "AccessChange" });

const explanation = z
  .object({
    isAllowed: z.boolean(),
    rule: z.enum(RULES).describe("The rule that decides: the first one that refuses, or the one that permits."),
    because: z.string(),
    problem: z
      .enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]])
      .nullable()
      .describe("The code with which the request would be refused."),
    action: z.object({
      permission: z.string(),
      operationId: z.string().nullable(),
      needsFreshProof: z.boolean().describe("Whoever may do it is asked for a fresh proof of who they are as well."),
    }),
    trace: z
      .array(z.object({ rule: z.enum(RULES), isPassed: z.boolean(), because: z.string() }))
      .describe("Every rule that was asked, in order."),
    assumptions: z.array(z.string()).describe("What was taken for granted, where it is known only at the next sign-in."),
    remedy: z
      .object({ sentence: z.string(), changes: z.array(change).describe("All of them are needed.") })
      .nullable()
      .describe("The smallest change that would allow it; null when it is allowed, or when nothing would."),
  })
  .meta({ id: "AccessExplanation" });

export const explainAccess = endpoint({
  method: "POST",
  path: "/api/v1/authz/explain",
  operationId: "explainAccess",
  summary: "Ask whether somebody may do something, and why",
  description:
    "The answer comes from what decides. Of yourself you may always ask; of another in the organization that your token names, with the permission `access:explain`. What another organization has is told like what does not exist.",
  tag: "Organizations",
  permission: "authenticated",
  limit: "none",
  audit: [],
  request: {
    body: z.strictObject({
      principal: z
        .strictObject({ type: z.literal("user"), userId: id })
        .optional()
        .describe("You, when it is left out."),
      action: z.string().max(100).describe("A permission, or the operationId of an operation of this API."),
      object: z
        .discriminatedUnion("type", [
          z.strictObject({ type: z.literal("organization"), id }),
          z.strictObject({ type: z.enum(OBJECT_TYPES), id: z.string().max(64) }),
        ])
        .optional()
        .describe("To what it is done: an organization, or a thing in yours. The organization that your token names, when it is left out."),
      context: z
        .strictObject({
          ip: z.union([z.ipv4(), z.ipv6()]).optional().describe("From where. Of yourself, from where you ask."),
          methods: z
            .array(z.string().min(1).max(64))
            .max(8)
            .optional()
            .describe("How they sign in: `password`, `passkey`, `totp`, `recovery_code`, the id of a provider. Of yourself, as you did."),
        })
        .optional(),
    }),
  },
  response: { status: 200, description: "Whether, and by which rule.", body: explanation },
  problems: ["permission_denied", "not_found", "organization_closed", "organization_policy_unmet", "ip_not_allowed"],
});

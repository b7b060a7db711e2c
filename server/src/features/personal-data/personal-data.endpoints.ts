import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, time } from "../../http/schemas.ts";

const section = z.object({ about: z.string(), items: z.array(z.record(z.string(), z.unknown())) });

const personalData = z
  .object({
    content: z.object({
      format: z.literal("gatehouse-export/1"),
      issuer: z.string(),
      subject: id,
      exportedAt: time,
      sections: z.record(z.string(), section).describe("What is kept, by kind. Secrets are left out."),
    }),
    signature: z
      .string()
      .nullable()
      .describe(
        "A compact JWS of a key of the JWKS: `iss`, `sub`, `iat`, and `sha256` and `bytes` of the content, which is the second line without its end. Null with HS256.",
      ),
  })
  .meta({ id: "PersonalData" });

export const exportMyPersonalData = endpoint({
  method: "GET",
  path: "/api/v1/me/export",
  operationId: "exportMyPersonalData",
  summary: "Download everything that is kept about you, signed",
  description:
    "One JSON document on three lines, of which the second is the content. How to check the signature: docs/your-data.md. A document without a signature has broken off. Ten in an hour.",
  tag: "Account",
  permission: "authenticated",
  stepUp: true,
  limit: "none",
  audit: ["user.exported"],
  request: {},
  response: { status: 200, description: "Your data.", body: personalData, stream: true, headers: ["Content-Disposition"] },
  problems: ["too_many_requests"],
});

import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import type { ProblemCode } from "../../http/problem-catalogue.ts";

const body = z.object({ status: z.literal("ok") }).meta({ id: "Health" });

function health<const P extends `/${string}`, const I extends string>(
  path: P,
  operationId: I,
  summary: string,
  problems: readonly ProblemCode[],
) {
  return endpoint({
    method: "GET",
    path,
    operationId,
    summary,
    tag: "Operations",
    permission: "public",
    limit: "none",
    audit: [],
    request: {},
    response: { status: 200, description: "It is.", body },
    problems,
  });
}

export const getHealth = health("/health", "getHealth", "Whether the process answers", []);
export const getLiveness = health("/health/live", "getLiveness", "Whether the process is alive; asks nothing else", []);
export const getReadiness = health("/health/ready", "getReadiness", "Whether the process should be sent requests", ["unavailable"]);
export const getStartup = health("/health/startup", "getStartup", "Whether the process has finished its start", ["unavailable"]);

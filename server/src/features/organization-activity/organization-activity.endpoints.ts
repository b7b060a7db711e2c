import { endpoint } from "../../http/endpoint.ts";
import { pageQuery } from "../../http/schemas.ts";
import { eventPageOutput } from "../audit/index.ts";
import { organizationParams } from "../organizations/index.ts";

export const listOrganizationActivity = endpoint({
  method: "GET",
  path: "/api/v1/organizations/:organizationId/activity",
  operationId: "listOrganizationActivity",
  summary: "List what was done in the organization, newest first",
  description: "Also when somebody who runs this Gatehouse looked into it, and why.",
  tag: "Organizations",
  permission: "audit_events:read",
  limit: "none",
  audit: [],
  request: { params: organizationParams, query: pageQuery },
  response: { status: 200, description: "One page of events.", body: eventPageOutput },
  problems: [],
});

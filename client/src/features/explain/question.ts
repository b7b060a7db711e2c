import type { Question } from "./explain-queries.ts";

/** The things within an organization that something is done to. */
export type ObjectType = Exclude<NonNullable<Question["object"]>["type"], "organization">;

export const objectTypes: { value: ObjectType; label: string }[] = [
  { value: "member", label: "A member" },
  { value: "role", label: "A role" },
  { value: "invitation", label: "An invitation" },
  { value: "domain", label: "A mail domain" },
  { value: "join_request", label: "A request to join" },
  { value: "ownership_transfer", label: "A transfer of ownership" },
];

/** What is asked, as the address of the page holds it. */
export interface AccessQuestion {
  /** A member's id; null for the one who asks. */
  who: string | null;
  /** A permission, or the id of an operation; empty as long as nothing is asked. */
  action: string;
  /** To what it is done; null for the organization itself. */
  type: ObjectType | null;
  id: string;
}

export function isObjectType(type: string | null): type is ObjectType {
  return objectTypes.some(({ value }) => value === type);
}

/** Reads the question from the query of the address, so that it can be sent to somebody. */
export function readQuestion(query: URLSearchParams): AccessQuestion {
  const type = query.get("type");
  return { who: query.get("who"), action: query.get("action") ?? "", type: isObjectType(type) ? type : null, id: query.get("id") ?? "" };
}

/** The query for a question. */
export function writeQuestion({ who, action, type, id }: AccessQuestion): URLSearchParams {
  return new URLSearchParams({ ...(who && { who }), ...(action && { action }), ...(type && { type }), ...(type && id && { id }) });
}

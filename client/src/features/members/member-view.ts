import { useSearchParams } from "react-router";

const views = ["members", "invitations", "requests"] as const;

/** What of the people is looked at: the members, who is invited, or who asks to join. */
export type MemberView = (typeof views)[number];

/** What the address of the page shows. */
export interface MemberFilter {
  view: MemberView;
  search: string;
}

const longest = 200;

/** Reads it from an address; what it does not know are the members. */
function readMemberFilter(parameters: URLSearchParams): MemberFilter {
  const view = views.find((name) => name === parameters.get("view")) ?? "members";
  return { view, search: (parameters.get("q") ?? "").slice(0, longest) };
}

/** The query of an address that shows it. */
export function writeMemberFilter({ view, search }: MemberFilter): string {
  const parameters = new URLSearchParams({ ...(view !== "members" && { view }), ...(search && { q: search }) }).toString();
  return parameters && `?${parameters}`;
}

/** What is looked at, in the address of the page, so that it can be linked to, and is there again on the way back. */
export function useMemberFilter(): [MemberFilter, (search: string) => void] {
  const [parameters, setParameters] = useSearchParams();
  const filter = readMemberFilter(parameters);
  const look = (search: string) => setParameters(writeMemberFilter({ ...filter, search }), { replace: true, preventScrollReset: true });
  return [filter, look];
}

import { useSearchParams } from "react-router";

/** What the people in the list have in common. */
export interface UserFilter {
  search: string;
  status: UserStatus | null;
}

/** The filters, in their order; the first is none. */
export const statuses = [
  { value: null, label: "Everybody" },
  { value: "active", label: "Active" },
  { value: "disabled", label: "Disabled" },
  { value: "unconfirmed", label: "Not confirmed" },
  { value: "administrator", label: "Administrators" },
] as const;

type UserStatus = NonNullable<(typeof statuses)[number]["value"]>;

const longest = 200;

/** Reads the filter of an address; what it does not know is none. */
export function readFilter(parameters: URLSearchParams): UserFilter {
  const status = statuses.find(({ value }) => value !== null && value === parameters.get("status"))?.value ?? null;
  return { search: (parameters.get("q") ?? "").slice(0, longest), status };
}

/** The query of an address that shows this filter. */
export function writeFilter({ search, status }: UserFilter): string {
  const parameters = new URLSearchParams({ ...(search && { q: search }), ...(status && { status }) }).toString();
  return parameters && `?${parameters}`;
}

/** The filter in the address of the page, so that it can be linked to, and is there again on the way back. */
export function useUserFilter(): [UserFilter, (filter: UserFilter) => void] {
  const [parameters, setParameters] = useSearchParams();
  return [readFilter(parameters), (filter) => setParameters(writeFilter(filter), { replace: true, preventScrollReset: true })];
}

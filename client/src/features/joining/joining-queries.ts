import { queryOptions } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";

/** The open invitations to the person's own, confirmed address. */
export const myInvitations = queryOptions({
  queryKey: ["me", "organization-invitations"],
  queryFn: async ({ signal }) => (await api("GET /me/organization-invitations", { signal })).data.items,
});

/** The organizations that have proven the mail domain of the person's confirmed address. */
export const joinableOrganizations = queryOptions({
  queryKey: ["me", "joinable-organizations"],
  queryFn: async ({ signal }) => (await api("GET /me/joinable-organizations", { signal })).data.items,
});

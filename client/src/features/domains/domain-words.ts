import type { OrganizationDomain } from "../../api/types.ts";

type Mode = OrganizationDomain["mode"];
type Role = OrganizationDomain["newMemberRole"];

/** How people of a domain come in. */
export const modes: readonly { value: Mode; label: string }[] = [
  { value: "auto_join", label: "Join by themselves" },
  { value: "request", label: "Ask, and are let in" },
];

/** As what they come in. */
export const newcomerRoles: readonly { value: Role; label: string }[] = [
  { value: "viewer", label: "Viewer" },
  { value: "developer", label: "Developer" },
];

/** The mailboxes that mail services keep from their customers, so that whoever reads one looks after the domain. */
export const mailboxes = ["postmaster", "hostmaster", "webmaster", "admin", "administrator"] as const;

/** "Join by themselves, as Viewer". */
export function describeRule({ mode, newMemberRole }: Pick<OrganizationDomain, "mode" | "newMemberRole">): string {
  const role = newcomerRoles.find(({ value }) => value === newMemberRole)?.label ?? newMemberRole;
  return mode === "auto_join"
    ? `People with an address there join by themselves, as ${role}`
    : `People with an address there ask, and are let in as ${role}`;
}

/** What the server's refusals mean here. */
export const refusals = {
  public_mail_domain: "Anybody can get an address at this domain, so it cannot be yours alone. Add the domain of your organization.",
  domain_taken: "Another organization has proven this domain. It has to be removed there first.",
  too_many_domains: "Your organization has as many domains as it may have. Remove one first.",
  mail_not_configured: "No mail is sent from here, so no domain can be proven. Whoever runs this Gatehouse can change that.",
  already_verified: "The domain is proven already.",
};

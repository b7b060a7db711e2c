/** The problems of coming into an organization: a part of the catalogue, which has room for so many only. */
export const MEMBERSHIP_PROBLEMS = {
  invitation_for_another: {
    status: 403,
    title: "Invitation for another address",
    advice: "This invitation is for another address than that of your account. Sign in with the account of that address.",
  },
  too_many_invitations: {
    status: 409,
    title: "Too many open invitations",
    advice: "As many invitations are open as may be at once. Withdraw some that nobody will accept, then invite again.",
  },
  too_many_domains: {
    status: 409,
    title: "Too many domains",
    advice: "The organization has as many domains as it may have. Remove one first.",
  },
  public_mail_domain: {
    status: 409,
    title: "A public mail domain",
    advice: "Anybody can get an address at this domain, so it cannot be an organization's. Add one that is yours.",
  },
  domain_taken: {
    status: 409,
    title: "Domain taken",
    advice: "An organization has proven this domain already. It must be removed there before another can prove it.",
  },
} as const;

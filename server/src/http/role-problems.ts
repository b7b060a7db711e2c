/** Those about roles and policies of organizations. */
export const ROLE_PROBLEMS = {
  role_name_taken: {
    status: 409,
    title: "Role name taken",
    advice: "The organization has a role of this name. Choose another.",
  },
  too_many_roles: {
    status: 409,
    title: "Too many roles",
    advice: "The organization has made as many roles as it may. Delete one that it does not need any more.",
  },
  role_in_use: {
    status: 409,
    title: "Role in use",
    advice: "Members hold this role, or are invited to it. Choose the role that they get in its place.",
  },
  built_in_role: {
    status: 409,
    title: "Built-in role",
    advice: "Every organization has this role as it is. Make a role of your own instead.",
  },
  policy_excludes_you: {
    status: 409,
    title: "The policy would shut you out",
    advice: "You do not meet this policy yourself. See demands, give what is missing, and set it then.",
  },
} as const;

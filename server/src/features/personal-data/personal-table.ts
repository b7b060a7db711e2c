/** Why a column is not shown: it opens something, it is of use to the machine alone, or it says who the person is, which they know. */
type Withheld = "secret" | "internal" | "yourself";

/** Rows that the export shows under one name. `:userId` is the person, `:emails` the addresses that they have proven, `:kept` as below. */
export type Section = {
  name: string;
  where: string;
  /** Columns in whose order the rows are read page by page, where there may be many. Unique together. */
  pages?: readonly string[];
};

/**
 * What becomes of rows when the person is deleted for good. `:userId` is the person, `:emails` the addresses that are theirs alone,
 * `:wishes` those that they wanted and never proved, `:names` what they were called, `:pseudonym` a new id that stands for them from
 * then on, `:kept` the names of `KEPT_VALUES`. With `batch`, the columns of the key, so many rows at a time are changed that no
 * statement takes long: the change must take a row out of `where`. `call` is for rows behind the wall between tenants: a
 * function of the database that forgets them.
 */
export type Erasure = { delete: string } | { call: string } | { set: string; where: string; batch?: readonly string[] };

/** One table with something about a person in it. */
export type PersonalTable = {
  table: string;
  /** What it holds, in a person's words. */
  about: string;
  sections: readonly Section[];
  /** The columns of the export; with an expression, what it shows in their place. */
  shown: ReadonlyArray<string | readonly [column: string, expression: string]>;
  withheld: Readonly<Record<string, Withheld>>;
  erasure: readonly Erasure[];
  /** What is left afterwards, in a person's words. */
  afterwards: string;
};

/**
 * The values of an audit event that stay when the person is deleted. They say what was done and hold nothing that names anybody;
 * whatever is not in this list goes.
 */
export const KEPT_VALUES: readonly string[] = [
  "reason",
  "by",
  "method",
  "methods",
  "way",
  "method",
  "left",
  "instanceRole",
  "roleId",
  "isConfirmed",
  "isClaimed",
  "count",
  "apps",
  "passkeys",
  "connections",
  "presented",
  "current",
  "deletesAt",
  "permissions",
  "members",
  "invitations",
  "replacementRoleId",
  "secondFactor",
  "secondFactorFrom",
  "allowedMethods",
  "idleSeconds",
  "absoluteSeconds",
  "erasesAt",
  "role",
  "roleName",
];

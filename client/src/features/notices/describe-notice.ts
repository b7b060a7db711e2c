import type { SecurityNotice } from "../../api/types.ts";
import type { RemedyName } from "./remedies.tsx";

/** A notice in a person's words. */
export interface NoticeWords {
  /** What happened. */
  title: string;
  /** The machine's facts of it, in their order. */
  facts: string[];
  /** What it means. */
  meaning: string;
  /** What to do if the person knows nothing of it; empty where there is nothing to do. */
  remedies: RemedyName[];
}

type Describe = (details: SecurityNotice["details"]) => Omit<NoticeWords, "facts"> & { facts?: (string | undefined)[] };

const known: Partial<Record<string, Describe>> = Object.assign(Object.create(null), {
  new_device: () => ({
    title: "Signed in on a new device",
    meaning: "Somebody signed in with your password where you had not signed in before.",
    remedies: ["others", "password"],
  }),
  password_changed: () => ({
    title: "Password changed",
    meaning: "Every other device was signed out by it.",
    remedies: ["recover", "others"],
  }),
  password_recovered: () => ({
    title: "New password set with a mailed code",
    meaning: "Every device was signed out by it. Whoever did this can read your mail.",
    remedies: ["mailbox", "password"],
  }),
  email_changed: ({ oldEmail, newEmail }) => ({
    title: "Address changed",
    facts: [oldEmail === undefined || newEmail === undefined ? newEmail : `${oldEmail} → ${newEmail}`],
    meaning: "Every other device was signed out by it.",
    remedies: ["undo", "password"],
  }),
  email_change_undone: ({ oldEmail }) => ({
    title: "Change of address undone",
    facts: [oldEmail === undefined ? undefined : `back to ${oldEmail}`],
    meaning: "Every device was signed out by it, and the password was taken away.",
    remedies: ["mailbox", "password"],
  }),
  refresh_token_reused: () => ({
    title: "A used sign-in came back",
    meaning: "A key of one of your devices was used twice, as after a theft. Its session was ended to be safe.",
    remedies: ["others", "password"],
  }),
  sign_in_unfinished: () => ({
    title: "Sign-in left at the second step",
    meaning: "Somebody got past the first step of signing in to your account where you never signed in, and did not go on. Nobody got in.",
    remedies: ["password"],
  }),
  sign_in_slowed: () => ({
    title: "Many wrong passwords for your account",
    meaning: "Sign-ins from unknown devices have to wait for a while. Those where you have signed in before are not held up.",
    remedies: ["unique"],
  }),
  additions_undone: () => ({
    title: "New ways to sign in taken back",
    meaning:
      "What had been added to sign in with was removed with a mailed link. Every device was signed out, and the password was taken away.",
    remedies: ["mailbox", "password"],
  }),
  connection_added: ({ provider, undoUntil }) => ({
    title: "A way to sign in was added",
    facts: [provider],
    meaning: "Whoever has that account there can sign in here with it.",
    remedies: undoUntil === undefined ? ["connections", "others", "password"] : ["takeBack", "connections"],
  }),
  connection_removed: ({ provider }) => ({
    title: "A way to sign in was removed",
    facts: [provider],
    meaning: "Nobody can sign in here with it any more.",
    remedies: ["others", "password"],
  }),
  account_closed: () => ({
    title: "Account closed",
    meaning: "Every device was signed out by it, and the account was to be deleted after 14 days.",
    remedies: ["mailbox", "password"],
  }),
  account_reopened: () => ({
    title: "Account opened again",
    meaning: "It had been closed. It will not be deleted.",
    remedies: ["mailbox", "password"],
  }),
  data_exported: () => ({
    title: "Your data was downloaded",
    meaning: "Whoever did this has a copy of everything that is kept about you.",
    remedies: ["others", "password"],
  }),
  second_factor_added: ({ method, undoUntil }) => ({
    title: method === "passkey" ? "Passkey added" : "Authenticator app added",
    meaning: "Whoever has it can get past the second step of signing in to your account.",
    remedies: undoUntil === undefined ? ["password", "others"] : ["takeBack", "password", "others"],
  }),
  second_factor_removed: ({ method }) => ({
    title: factorsGone[method ?? ""] ?? "Second factor removed",
    meaning: "It is not asked for any more when somebody signs in to your account.",
    remedies: ["password", "others"],
  }),
  second_factor_failing: () => ({
    title: "Right password, wrong second step",
    meaning: "Somebody got past the first step of signing in to your account, and failed at the second. Nobody got in.",
    remedies: ["password"],
  }),
  recovery_codes_created: () => ({
    title: "New recovery codes made",
    meaning: "The ones before do not work any more.",
    remedies: ["password", "others"],
  }),
  recovery_code_used: ({ left }) => ({
    title: "Recovery code used",
    facts: [left === undefined ? undefined : `${left} left`],
    meaning: "Somebody proved to be you with a code of your list. Each works once.",
    remedies: ["password", "others"],
  }),
  role_changed: ({ by, role }) => ({
    title: role === "administrator" ? "You are an administrator now" : "You are no administrator any more",
    facts: [by === undefined ? undefined : `by ${by}`],
    meaning: "Every device was signed out by it.",
    remedies: ["ask"],
  }),
  password_reset_required: ({ by }) => ({
    title: "A new password was asked for",
    facts: [by === undefined ? undefined : `by ${by}`],
    meaning: "An administrator took the old one away, and every device was signed out. You chose the new one yourself.",
    remedies: ["ask"],
  }),
  impersonated: ({ by, reason }) => ({
    title: "An administrator looked at your account",
    facts: [by === undefined ? undefined : `by ${by}`, reason === undefined ? undefined : `“${reason}”`],
    meaning: "They saw your pages for a quarter of an hour at most. They could read and change nothing.",
    remedies: ["ask"],
  }),
  member_role_changed: ({ by, role, organization }) => ({
    title: role === undefined ? "Your role in an organization was changed" : `You have the role ${role} now`,
    facts: [organization, by === undefined ? undefined : `by ${by}`],
    meaning: "It says what you may do in that organization, from now on.",
    remedies: [],
  }),
  member_removed: ({ by, organization }) => ({
    title: "You are no member of an organization any more",
    facts: [organization, by === undefined ? undefined : `by ${by}`],
    meaning: "You see nothing of it any more. Your account and your other organizations stay as they are.",
    remedies: [],
  }),
  ownership_offered: ({ by, organization }) => ({
    title: "You are asked to take an organization over",
    facts: [organization, by === undefined ? undefined : `by ${by}`],
    meaning: "If you accept within seven days, you own it, and who asked becomes an admin there.",
    remedies: [],
  }),
  ownership_passed: ({ by, organization }) => ({
    title: "Your organization was handed over",
    facts: [organization, by === undefined ? undefined : `to ${by}`],
    meaning: "You are an admin there now.",
    remedies: ["ask"],
  }),
  organization_closed: ({ by, organization }) => ({
    title: "An organization was closed",
    facts: [organization, by === undefined ? undefined : `by ${by}`],
    meaning: "Nobody acts in it any more. After 14 days it is deleted; until then an owner can open it again.",
    remedies: [],
  }),
  organization_reopened: ({ by, organization }) => ({
    title: "An organization is open again",
    facts: [organization, by === undefined ? undefined : `by ${by}`],
    meaning: "It had been closed. It will not be deleted.",
    remedies: [],
  }),
  registration_attempted: () => ({
    title: "Somebody tried to create an account with your address",
    meaning: "They learned nothing, and nothing was changed. There is nothing to do.",
    remedies: [],
  }),
} satisfies Record<string, Describe>);

const factorsGone: Partial<Record<string, string>> = Object.assign(Object.create(null), {
  passkey: "Passkey removed",
  totp: "Authenticator app removed",
  all: "Every second factor removed",
});

/** Says what a notice tells. A kind that this console does not know yet still reads: its own name in plain words. */
export function describeNotice({ kind, details }: Pick<SecurityNotice, "kind" | "details">): NoticeWords {
  const describe: Describe =
    known[kind] ??
    (() => ({ title: plain(kind), meaning: "This console does not know more about it yet.", remedies: ["others", "password"] }));
  const { facts = [], ...words } = describe(details);
  const all = [...facts, details.device, details.ip].filter((fact) => fact !== undefined);
  return { ...words, facts: all };
}

function plain(kind: string): string {
  const words = kind.replaceAll("_", " ").trim();
  return words === "" ? "Something happened to your account" : words.replace(/^./, (letter) => letter.toUpperCase());
}

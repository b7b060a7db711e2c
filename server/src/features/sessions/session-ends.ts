/**
 * Which live sessions of the person end. `one`: only the one named. `others`: all but the one that goes on. `all`: every one.
 * `asked`: what the person chose.
 */
type Ends = "one" | "others" | "all" | "asked";

/**
 * Everything that ends a session before its time: nothing else does. `sentence` is what a refresh of the
 * ended session answers. The table
 * of docs/sessions.md is generated from here.
 */
export const SESSION_ENDS = {
  signed_out: {
    trigger: "The person signs out: here, everywhere else, or everywhere.",
    ends: "asked",
    sentence: "You signed out.",
  },
  revoked: {
    trigger: "The person signs one of their devices out from another.",
    ends: "one",
    sentence: "You signed this device out from another one.",
  },
  password_changed: {
    trigger: "The person changes the password. The device on which they do goes on.",
    ends: "others",
    sentence: "The password was changed on another device.",
  },
  password_recovered: {
    trigger: "The password is set anew with a code from the mailbox. This signs nobody in.",
    ends: "all",
    sentence: "The password was set anew with a mailed code.",
  },
  email_changed: {
    trigger: "The change of address is complete. The device that asked for it goes on.",
    ends: "others",
    sentence: "The address of the account was changed on another device.",
  },
  email_change_undone: {
    trigger: "The change of address is undone with the link sent to the old address. The password goes too.",
    ends: "all",
    sentence: "The change of address was undone from the old mailbox.",
  },
  additions_undone: {
    trigger: "What was added to sign in with is taken back with the link of a mail about it. The password goes too.",
    ends: "all",
    sentence: "What was added to the account was taken back from its mailbox.",
  },
  account_claimed: {
    trigger: "Who reads the mailbox registers an address that another had registered and never confirmed.",
    ends: "all",
    sentence: "The owner of the address has taken this account over.",
  },
  second_factors_removed: {
    trigger: "An operator removes every second factor of a person who has lost them.",
    ends: "all",
    sentence: "Whoever runs this Gatehouse removed the second factors of the account.",
  },
  user_disabled: {
    trigger: "An operator or administrator disables the account.",
    ends: "all",
    sentence: "The account was disabled.",
  },
  account_closed: {
    trigger: "The person closes the account, or an administrator deletes it.",
    ends: "all",
    sentence: "The account was closed.",
  },
  signed_out_by_administrator: {
    trigger: "An administrator signs the person out everywhere.",
    ends: "all",
    sentence: "An administrator signed you out everywhere.",
  },
  password_reset_required: {
    trigger: "An administrator takes the password away and has the person set a new one.",
    ends: "all",
    sentence: "An administrator asks you to set a new password.",
  },
  role_changed: {
    trigger: "An administrator makes the person an administrator, or takes that away.",
    ends: "all",
    sentence: "Your role was changed.",
  },
  impersonation_stopped: {
    trigger: "Who acts for the person stops, or begins to act for another.",
    ends: "one",
    sentence: "The administrator who acted for you has stopped.",
  },
  impersonator_left: {
    trigger: "The session ends from which an administrator acts for the person, for whatever reason.",
    ends: "one",
    sentence: "The administrator who acted for you has left.",
  },
  reuse_detected: {
    trigger: "A refresh token that had been replaced comes back: two hold tokens of one session.",
    ends: "one",
    sentence: "This device was signed out to be safe: somebody may have copied its sign-in.",
  },
} as const satisfies Record<string, { trigger: string; ends: Ends; sentence: string }>;

/** Why a session ended. Stored, shown and recorded. */
export type EndReason = keyof typeof SESSION_ENDS;

type Sessions = {
  one: { only: string; except?: never };
  others: { except: string; only?: never };
  all: { only?: never; except?: never };
  asked: { only?: string; except?: string };
};

/** A reason, with the sessions that it needs to be told: a password change that says not which session goes on does not compile. */
export type Ending = { [R in EndReason]: { reason: R } & Sessions[(typeof SESSION_ENDS)[R]["ends"]] }[EndReason];

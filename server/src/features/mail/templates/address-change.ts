import type { MailValues } from "../mail.ts";
import { greet, type Letter, type Setting } from "./letter.ts";

export function emailChangeOld({ name, newEmail, code, link }: MailValues["email_change_old"], { site, lifetime }: Setting): Letter {
  return {
    subject: "Is your address to be changed?",
    parts: [
      greet(name),
      `Your account at ${site} is to have the address ${newEmail} in place of this one. If that is right, type this code where you asked for it:`,
      { code },
      "Or open this page in the same browser:",
      { link, label: "Agree to the change" },
      lifetime,
      "Was it not you? Then somebody knows your password: sign in, change it, and tell nobody the code. Nothing changes without it.",
    ],
  };
}

export function emailChangeNew({ code, link }: MailValues["email_change_new"], { site, lifetime }: Setting): Letter {
  return {
    subject: "Confirm your new address",
    parts: [
      "Hello,",
      `An account at ${site} is to have this address. If it is yours, type this code where you asked for it:`,
      { code },
      "Or open this page in the same browser:",
      { link, label: "Confirm the address" },
      lifetime,
      "Was it not you? Then do nothing: without the code nobody can use your address. Never tell it to anybody.",
    ],
  };
}

export function emailWanted(_values: MailValues["email_wanted"], { site }: Setting): Letter {
  return {
    subject: "Somebody wants to use your address",
    parts: [
      "Hello,",
      `Somebody tried to give another account at ${site} this address. It is the address of your account, so that nothing was changed.`,
      "Was it you? Then remove it from this account first. Was it not you? Then do nothing.",
    ],
  };
}

export function emailChanged({ name, newEmail, undoLink }: MailValues["email_changed"], { site, lifetime }: Setting): Letter {
  return {
    subject: "Your address was changed",
    parts: [
      greet(name),
      `Your account at ${site} has the address ${newEmail} now. This is the last mail about it to this address.`,
      "Was it not you? Then take it back here. It signs everybody out, and you set a new password afterwards:",
      { link: undoLink, label: "Take the change back" },
      lifetime,
    ],
  };
}

export function emailChangeUndone({ name, oldEmail }: MailValues["email_change_undone"], { site }: Setting): Letter {
  return {
    subject: "The change of address was taken back",
    parts: [
      greet(name),
      `An account at ${site} had this address for a while. From the mailbox that it had before, ${oldEmail}, the change was taken back, and everybody was signed out.`,
      "Is that wrong? Then talk to the people who run the service.",
    ],
  };
}

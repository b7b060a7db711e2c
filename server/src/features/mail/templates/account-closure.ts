import type { MailValues } from "../mail.ts";
import { greet, plain, type Letter, type Setting } from "./letter.ts";

export function accountClosed({ name, device, undoLink }: MailValues["account_closed"], { site, lifetime }: Setting): Letter {
  return {
    subject: "Your account is closed",
    parts: [
      greet(name),
      `Your account at ${site} was closed from ${plain(device, "a device that we do not know")}, and everybody was signed out. After 14 days it is deleted for good.`,
      "Was it not you, or have you changed your mind? Then open it again:",
      { link: undoLink, label: "Keep my account" },
      lifetime,
      "You can also sign in with your password until then, and undo it there. Was it you? Then there is nothing to do.",
    ],
  };
}

export function accountDeleted({ name }: MailValues["account_deleted"], { site }: Setting): Letter {
  return {
    subject: "Your account is being deleted",
    parts: [
      greet(name),
      `The people who run ${site} have shut your account there. Everybody was signed out, and after 14 days it is deleted for good.`,
      "Did you not expect this? Then ask them: until then they can undo it.",
    ],
  };
}

export function accountReopened({ name, recoveryLink }: MailValues["account_reopened"], { site }: Setting): Letter {
  return {
    subject: "Your account is open again",
    parts: [
      greet(name),
      `Your account at ${site} was closed and is open again. It will not be deleted. Sign in as before.`,
      "Was it not you? Then set a new password, which signs everybody out:",
      { link: recoveryLink, label: "Set a new password" },
    ],
  };
}

export function accountIsClosed({ signInLink }: MailValues["account_is_closed"], { site, lifetime }: Setting): Letter {
  return {
    subject: "Your account is closed",
    parts: [
      "Hello,",
      `Somebody, perhaps you, asked for access to the account of this address at ${site}. It was closed and waits to be deleted, so that nothing was changed and nobody was let in.`,
      "If you want to keep it, sign in with your password and undo that, or use the link of the mail that you got when it was closed:",
      { link: signInLink, label: "Sign in" },
      lifetime,
      "Was it not you? Then do nothing.",
    ],
  };
}

export function dataExported({ name, device, ip, sessionsLink }: MailValues["data_exported"], { site }: Setting): Letter {
  return {
    subject: "Your data was downloaded",
    parts: [
      greet(name),
      `Everything that ${site} keeps about you was downloaded to ${plain(device, "a device that we do not know")}, network address ${ip}.`,
      "Was it you? Then there is nothing to do. Was it not you? Then sign that device out and change your password:",
      { link: sessionsLink, label: "See your devices" },
    ],
  };
}

import type { MailValues } from "../mail.ts";
import { plain, type Letter, type Setting } from "./letter.ts";

export function confirmAddress({ code, link }: MailValues["confirm_address"], { site, lifetime }: Setting): Letter {
  return {
    subject: "Confirm your address",
    parts: [
      "Hello,",
      `Somebody, we think you, wants to use this address for an account at ${site}. Type this code where you signed up:`,
      { code },
      "Or open this page in the same browser:",
      { link, label: "Confirm the address" },
      lifetime,
      "Was it not you? Then do nothing: without the code nobody can use your address. Never tell it to anybody.",
    ],
  };
}

export function accountExists({ signInLink, recoveryLink }: MailValues["account_exists"], { site }: Setting): Letter {
  return {
    subject: "You have an account already",
    parts: [
      "Hello,",
      `Somebody tried to sign up at ${site} with this address, which has an account. Was it you? Then sign in:`,
      { link: signInLink, label: "Sign in" },
      "If you have forgotten the password, set a new one:",
      { link: recoveryLink, label: "Set a new password" },
      "Was it not you? Then do nothing: your account is as it was.",
    ],
  };
}

export function accountDisabled(_values: MailValues["account_disabled"], { site }: Setting): Letter {
  return {
    subject: "Your account is disabled",
    parts: [
      "Hello,",
      `Somebody, perhaps you, asked for access to the account of this address at ${site}. It is disabled, so that nothing was changed and nobody was let in.`,
      "If you need it, ask the people who run the service. Was it not you? Then do nothing.",
    ],
  };
}

export function invitation({ inviter, link }: MailValues["invitation"], { site, lifetime }: Setting): Letter {
  return {
    subject: "You are invited",
    parts: [
      "Hello,",
      `${plain(inviter, "Somebody who runs the service")} invites you to ${site}. Make your account here:`,
      { link, label: "Make the account" },
      lifetime,
      "The invitation is for this address only. Do you not expect it? Then do nothing.",
    ],
  };
}

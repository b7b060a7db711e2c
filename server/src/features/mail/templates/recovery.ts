import type { MailValues } from "../mail.ts";
import { greet, plain, type Letter, type Setting } from "./letter.ts";

const UNKNOWN_DEVICE = "a device that we do not know";

export function recoverPassword({ code, link }: MailValues["recover_password"], { site, lifetime }: Setting): Letter {
  return {
    subject: "Set a new password",
    parts: [
      "Hello,",
      `Somebody, we think you, has forgotten the password of the account of this address at ${site}. Type this code where you asked for it:`,
      { code },
      "Or open this page in the same browser:",
      { link, label: "Set a new password" },
      lifetime,
      "Was it not you? Then do nothing: your password is as it was. Never tell the code to anybody.",
    ],
  };
}

export function noAccount({ signUpLink }: MailValues["no_account"], { site }: Setting): Letter {
  return {
    subject: "There is no account for this address",
    parts: [
      "Hello,",
      `Somebody, perhaps you, asked for a new password at ${site}. This address has no account there. Perhaps you signed up with another one; or you can sign up now:`,
      { link: signUpLink, label: "Sign up" },
      "Was it not you? Then do nothing.",
    ],
  };
}

export function passwordRecovered({ name, device, recoveryLink }: MailValues["password_recovered"], { site }: Setting): Letter {
  return {
    subject: "Your password was set anew",
    parts: [
      greet(name),
      `The password of your account at ${site} was set anew by way of this mailbox, from ${plain(device, UNKNOWN_DEVICE)}. All devices were signed out.`,
      "Was it not you? Then somebody reads your mail. Change the password of your mailbox first, then set a new one here:",
      { link: recoveryLink, label: "Set a new password" },
    ],
  };
}

export function passwordChanged({ name, device, recoveryLink }: MailValues["password_changed"], { site }: Setting): Letter {
  return {
    subject: "Your password was changed",
    parts: [
      greet(name),
      `The password of your account at ${site} was changed from ${plain(device, UNKNOWN_DEVICE)}. Your other devices were signed out.`,
      "Was it not you? Then set a new one at once, which signs everybody out:",
      { link: recoveryLink, label: "Set a new password" },
    ],
  };
}

import type { MailValues } from "../mail.ts";
import { greet, plain, type Letter, type Setting } from "./letter.ts";
import { takeBack } from "./take-back.ts";

const UNKNOWN_DEVICE = "a device that we do not know";
const UNKNOWN_FACTOR = "a second factor";

export function secondFactorAdded(
  { name, factor, device, ...links }: MailValues["second_factor_added"],
  { site, lifetime }: Setting,
): Letter {
  return {
    subject: "A second factor was added",
    parts: [
      greet(name),
      `Your account at ${site} has ${plain(factor, UNKNOWN_FACTOR)} more, added from ${plain(device, UNKNOWN_DEVICE)}.`,
      ...takeBack(links, lifetime),
    ],
  };
}

export function secondFactorRemoved(
  { name, factor, device, recoveryLink }: MailValues["second_factor_removed"],
  { site }: Setting,
): Letter {
  return {
    subject: "A second factor was removed",
    parts: [
      greet(name),
      `Removed from your account at ${site}: ${plain(factor, UNKNOWN_FACTOR)}, from ${plain(device, UNKNOWN_DEVICE)}.`,
      "Was it you? Then there is nothing to do. Was it not you? Then set a new password, which signs everybody out, and add it again:",
      { link: recoveryLink, label: "Set a new password" },
    ],
  };
}

export function secondFactorFailing({ name, recoveryLink }: MailValues["second_factor_failing"], { site }: Setting): Letter {
  return {
    subject: "Somebody may know your password",
    parts: [
      greet(name),
      `Somebody has got past the first step of signing in to your account at ${site}, and has failed at the second several times. Nobody got in.`,
      "Was it you? Then there is nothing to do. Was it not you? Then set a new password, which you use nowhere else:",
      { link: recoveryLink, label: "Set a new password" },
    ],
  };
}

export function recoveryCodesCreated({ name, device, securityLink }: MailValues["recovery_codes_created"], { site }: Setting): Letter {
  return {
    subject: "New recovery codes were made",
    parts: [
      greet(name),
      `Somebody made new recovery codes for your account at ${site} from ${plain(device, UNKNOWN_DEVICE)}. The ones before do not work any more.`,
      "Was it you? Then keep them where only you find them. Was it not you? Then change your password, and make new ones:",
      { link: securityLink, label: "See how you sign in" },
    ],
  };
}

export function recoveryCodeUsed({ name, left, device, securityLink }: MailValues["recovery_code_used"], { site }: Setting): Letter {
  return {
    subject: "A recovery code was used",
    parts: [
      greet(name),
      `A recovery code of your account at ${site} was used from ${plain(device, UNKNOWN_DEVICE)}. Left: ${plain(left, "fewer")}.`,
      "Was it you? Then there is nothing to do, unless few are left. Was it not you? Then change your password, and make new ones:",
      { link: securityLink, label: "See how you sign in" },
    ],
  };
}

export function additionsUndone({ name, recoveryLink }: MailValues["additions_undone"], { site }: Setting): Letter {
  return {
    subject: "New ways to sign in were removed",
    parts: [
      greet(name),
      `With a link from this mailbox, everything was removed that had been added lately to sign in to your account at ${site}. Everybody was signed out, and the password does not work any more.`,
      "Was it you? Then set a new password. Was it not you? Then somebody reads your mail: change the password of your mailbox first.",
      { link: recoveryLink, label: "Set a new password" },
    ],
  };
}

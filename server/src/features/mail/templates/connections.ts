import type { MailValues } from "../mail.ts";
import { greet, plain, type Letter, type Setting } from "./letter.ts";
import { takeBack } from "./take-back.ts";

const UNKNOWN_DEVICE = "a device that we do not know";
const UNKNOWN_PROVIDER = "another provider";

export function connectionAdded({ name, device, provider, ...links }: MailValues["connection_added"], { site, lifetime }: Setting): Letter {
  return {
    subject: "A new way to sign in was added",
    parts: [
      greet(name),
      `Your account at ${site} can now be signed in to with ${plain(provider, UNKNOWN_PROVIDER)}. This was done from ${plain(device, UNKNOWN_DEVICE)}.`,
      ...takeBack(links, lifetime),
    ],
  };
}

export function connectionRemoved({ name, device, provider, securityLink }: MailValues["connection_removed"], { site }: Setting): Letter {
  return {
    subject: "A way to sign in was removed",
    parts: [
      greet(name),
      `Your account at ${site} can no longer be signed in to with ${plain(provider, UNKNOWN_PROVIDER)}. This was done from ${plain(device, UNKNOWN_DEVICE)}.`,
      "Was it not you? Then sign out your other devices, and set a new password:",
      { link: securityLink, label: "See how your account is signed in to" },
    ],
  };
}

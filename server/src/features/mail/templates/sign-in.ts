import type { MailValues } from "../mail.ts";
import { greet, plain, type Letter, type Setting } from "./letter.ts";

const UNKNOWN_DEVICE = "a device that we do not know";

export function newDevice({ name, device, ip, at, sessionsLink }: MailValues["new_device"], { site }: Setting): Letter {
  return {
    subject: "A new device signed in",
    parts: [
      greet(name),
      `Somebody signed in to your account at ${site} from ${plain(device, UNKNOWN_DEVICE)}, network address ${ip}, at ${at}. This browser had not signed in before.`,
      "Was it you? Then there is nothing to do. Was it not you? Then sign that device out and change your password:",
      { link: sessionsLink, label: "See your devices" },
    ],
  };
}

export function refreshTokenReused({ name, device, recoveryLink }: MailValues["refresh_token_reused"], { site }: Setting): Letter {
  return {
    subject: "We signed one of your devices out",
    parts: [
      greet(name),
      `Something used the sign-in of ${plain(device, "one of your devices")} at ${site} a second time. It may have been copied, so that we ended it. Sign in again there.`,
      "If it happens again, or the device is not yours, set a new password, which signs everybody out:",
      { link: recoveryLink, label: "Set a new password" },
    ],
  };
}

export function signInSlowed({ name, unblockLink }: MailValues["sign_in_slowed"], { site, lifetime }: Setting): Letter {
  return {
    subject: "Sign-in to your account is slowed down",
    parts: [
      greet(name),
      `Somebody has typed wrong passwords for your account at ${site} again and again. From browsers that never signed in, one has to wait before each further try. Your own devices are not concerned.`,
      "Do you have to wait yourself? Then open this page in the browser in which you want to sign in:",
      { link: unblockLink, label: "Let me sign in here" },
      lifetime,
      "Was it not you? Then do nothing: nobody got in. A long password that you use nowhere else keeps it so.",
    ],
  };
}

export function signInUnfinished({ name, device, ip, at, recoveryLink }: MailValues["sign_in_unfinished"], { site }: Setting): Letter {
  return {
    subject: "Somebody may know your password",
    parts: [
      greet(name),
      `Somebody got past the first step of signing in to your account at ${site}, and stopped at the second. Nobody got in. It was on ${plain(device, UNKNOWN_DEVICE)}, network address ${ip}, at ${at}.`,
      "Was it you? Then there is nothing to do. Was it not you? Then set a new password, which you use nowhere else:",
      { link: recoveryLink, label: "Set a new password" },
    ],
  };
}

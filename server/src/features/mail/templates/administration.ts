import type { MailValues } from "../mail.ts";
import { plain, type Letter, type Setting } from "./letter.ts";

export function roleChanged({ role }: MailValues["role_changed"], { site }: Setting): Letter {
  const now =
    role === "administrator"
      ? `You are an administrator of ${site} now: you can invite people and look after their accounts.`
      : `You are no administrator of ${site} any more.`;
  return {
    subject: "Your role was changed",
    parts: [
      "Hello,",
      `${now} All your devices were signed out by this. Sign in again as before.`,
      "Did you not expect this? Then ask whoever runs it.",
    ],
  };
}

export function passwordResetRequired({ recoveryLink }: MailValues["password_reset_required"], { site }: Setting): Letter {
  return {
    subject: "Set a new password",
    parts: [
      "Hello,",
      `An administrator of ${site} asks you to set a new password. The old one does not work any more, and all devices were signed out. On this page you get a code by mail, and choose the new password yourself:`,
      { link: recoveryLink, label: "Set a new password" },
      "Did you not expect this? Do it all the same: nobody else learns the new password, and nobody will ask you for it.",
    ],
  };
}

export function impersonated({ by, reason, activityLink }: MailValues["impersonated"], { site }: Setting): Letter {
  return {
    subject: "An administrator looks at your account",
    parts: [
      "Hello,",
      `${plain(by, "An administrator")}, an administrator of ${site}, sees your account as you see it, for a quarter of an hour at most. They can read and change nothing, and your passwords and passkeys are not shown to them.`,
      `Their reason: ${plain(reason, "it stands in your activity")}`,
      "Did you not expect this? Then ask them, or whoever runs this Gatehouse. What was done is in your activity:",
      { link: activityLink, label: "See your activity" },
    ],
  };
}

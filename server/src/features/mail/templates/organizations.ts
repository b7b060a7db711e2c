import type { MailValues } from "../mail.ts";
import { greet, plain, type Letter, type Setting } from "./letter.ts";

/** Names of organizations and of people were chosen by somebody. */
const called = (organization: string) => plain(organization, "an organization of which you are a member");
const memberCalled = (by: string) => plain(by, "One of its owners");

export function memberRemoved({ name, organization }: MailValues["member_removed"], { site }: Setting): Letter {
  return {
    subject: "You are no member of an organization any more",
    parts: [
      greet(name),
      `You were removed from ${plain(organization, "an organization")} at ${site}, and see nothing of it any more. Your account and your other organizations stay as they are.`,
      "Did you not expect this? Then ask the people who run that organization.",
    ],
  };
}

export function ownershipOffered({ name, by, organization, link }: MailValues["ownership_offered"], { site, lifetime }: Setting): Letter {
  return {
    subject: "Take an organization over",
    parts: [
      greet(name),
      `${plain(by, "An owner")} wants to hand ${called(organization)} at ${site} over to you. If you accept, you own it and may do everything in it, and they become an admin there. Accept or decline on this page:`,
      { link, label: "See the offer" },
      lifetime,
      "Do you not want it, or did you not expect this? Then decline, or do nothing.",
    ],
  };
}

export function ownershipPassed({ name, by, organization }: MailValues["ownership_passed"], { site }: Setting): Letter {
  return {
    subject: "Your organization was handed over",
    parts: [
      greet(name),
      `${plain(by, "The member whom you asked")} has taken ${called(organization)} at ${site} over from you. You are an admin there now.`,
      "Did you not expect this? Then change your password at once, and ask whoever runs this Gatehouse.",
    ],
  };
}

export function organizationClosed({ name, by, organization }: MailValues["organization_closed"], { site }: Setting): Letter {
  return {
    subject: "An organization was closed",
    parts: [
      greet(name),
      `${memberCalled(by)} has closed ${called(organization)} at ${site}. Nobody acts in it any more, and after 14 days it is deleted with all that is in it. Your account stays as it is.`,
      "Did you not expect this? Then ask its owners: until then they can open it again.",
    ],
  };
}

export function organizationReopened({ name, by, organization }: MailValues["organization_reopened"], { site }: Setting): Letter {
  return {
    subject: "An organization is open again",
    parts: [
      greet(name),
      `${memberCalled(by)} has opened ${called(organization)} at ${site} again. It will not be deleted, and everybody acts in it as before.`,
      "Did you not expect this? Then ask the people who run that organization.",
    ],
  };
}

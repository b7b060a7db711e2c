import type { MailValues } from "../mail.ts";
import { plain, type Letter, type Setting } from "./letter.ts";

export function organizationInvitation(
  { organization, inviter, link }: MailValues["organization_invitation"],
  { site, lifetime }: Setting,
): Letter {
  return {
    subject: "You are invited to an organization",
    parts: [
      "Hello,",
      `${plain(inviter, "One of its members")} invites you to join ${plain(organization, "an organization")} at ${site}. See the invitation, and accept or decline it there:`,
      { link, label: "See the invitation" },
      lifetime,
      "The invitation is for this address only: passed on, the link lets nobody else in. Do you not expect it? Then do nothing.",
    ],
  };
}

export function domainCode({ organization, code }: MailValues["domain_code"], { site, lifetime }: Setting): Letter {
  return {
    subject: "Your code for a mail domain",
    parts: [
      "Hello,",
      `${plain(organization, "An organization")} at ${site} says that the domain of this mailbox is its own. People with an address there could then join it. Whoever adds the domain types this code:`,
      { code },
      lifetime,
      "Do you not expect this? Then do nothing, and give the code to nobody: without it the domain is not theirs.",
    ],
  };
}

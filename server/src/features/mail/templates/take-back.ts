import type { AdditionLinks } from "../mail.ts";
import type { Part } from "./letter.ts";

/** What to do about something that was added by somebody else. */
export function takeBack(links: AdditionLinks, lifetime: string): Part[] {
  if ("securityLink" in links) {
    return [
      "Was it you? Then there is nothing to do. Was it not you? Then remove it, sign all other devices out and change your password:",
      { link: links.securityLink, label: "See how you sign in" },
    ];
  }
  return [
    "Was it you? Then there is nothing to do. Was it not you? Then take it back here. It removes everything that was added in the last days, signs everybody out, and you set a new password afterwards:",
    { link: links.undoLink, label: "Take it back" },
    lifetime,
  ];
}

import type { ReactNode } from "react";
import type { AdministeredUser } from "../../api/types.ts";
import { api } from "../../lib/api.ts";

/** Something that an administrator does to a person after a question. `done` and `kept` say what holds afterwards, or after a failure. */
export interface UserAct {
  label: string;
  /** What it is for, beside the button. */
  hint: string;
  title: string;
  consequence: ReactNode;
  confirm: string;
  busy: string;
  done: string;
  kept: string;
  send: () => Promise<unknown>;
}

/** What can be done to this person now, the mildest first. `isOwn`: it is the administrator who looks. */
export function actsOn(user: AdministeredUser, isOwn: boolean): UserAct[] {
  // Who has closed the account opens it themselves, unless they are shut out.
  if (user.closedAt) return [disable(user, isOwn), remove(user)];
  if (user.deletesAt) return [enable(user)];
  if (user.disabledAt) return [enable(user), remove(user)];
  return [signOut(user), requireReset(user), role(user, isOwn), disable(user, isOwn), remove(user)];
}

const params = ({ id: userId }: AdministeredUser) => ({ params: { userId } });

function signOut(user: AdministeredUser): UserAct {
  return {
    label: "Sign out everywhere…",
    hint: "When a device of theirs is lost.",
    title: `Sign ${user.name} out everywhere?`,
    consequence: <p>All their devices have to sign in again. Password and second factor stay as they are.</p>,
    confirm: "Sign out everywhere",
    busy: "Signing out…",
    done: `${user.name} signed out everywhere`,
    kept: `${user.name} is still signed in`,
    send: () => api("POST /users/{userId}/sign-out", params(user)),
  };
}

function requireReset(user: AdministeredUser): UserAct {
  return {
    label: "Require a new password…",
    hint: "When somebody else may know theirs.",
    title: `Require a new password of ${user.name}?`,
    consequence: (
      <p>
        The password stops working now, and all their devices are signed out. A mail to <Strong>{user.email}</Strong> tells them how to set
        a new one, which nobody else learns.
      </p>
    ),
    confirm: "Require a new password",
    busy: "Requiring…",
    done: `${user.name} has to set a new password`,
    kept: `The password of ${user.name} is as it was`,
    send: () => api("POST /users/{userId}/require-password-reset", params(user)),
  };
}

function role(user: AdministeredUser, isOwn: boolean): UserAct {
  const isAdministrator = user.instanceRole === "administrator";
  const who = isOwn ? "You" : "They";
  return {
    label: isAdministrator ? "Take the role away…" : "Make administrator…",
    hint: isAdministrator ? "They look after nobody any more." : "They look after people as you do.",
    title: isAdministrator ? `Take the role of administrator from ${user.name}?` : `Make ${user.name} an administrator?`,
    consequence: isAdministrator ? (
      <p>
        {who} can see and change other people no more. All {isOwn ? "your" : "their"} devices are signed out.
      </p>
    ) : (
      <p>They can see and change everybody here, you too. All their devices are signed out, and they need a second factor from then on.</p>
    ),
    confirm: isAdministrator ? "Take the role away" : "Make administrator",
    busy: "Changing…",
    done: isAdministrator ? `${user.name} is no administrator any more` : `${user.name} is an administrator now`,
    kept: isAdministrator ? `${user.name} is still an administrator` : `${user.name} is no administrator`,
    send: () => api("PATCH /users/{userId}", { ...params(user), body: { instanceRole: isAdministrator ? null : "administrator" } }),
  };
}

function disable(user: AdministeredUser, isOwn: boolean): UserAct {
  return {
    label: "Disable…",
    hint: "Keeps the account, and nobody gets in.",
    title: `Disable ${isOwn ? "your own account" : user.name}?`,
    consequence: (
      <p>
        {isOwn ? "You are" : "They are"} signed out on the next click, on every device, and cannot sign in until an administrator enables{" "}
        {isOwn ? "you" : "them"} again. Nothing is deleted.
      </p>
    ),
    confirm: "Disable",
    busy: "Disabling…",
    done: `${user.name} disabled`,
    kept: `${user.name} is not disabled`,
    send: () => api("POST /users/{userId}/disable", params(user)),
  };
}

function enable(user: AdministeredUser): UserAct {
  return {
    label: "Enable…",
    hint: user.deletesAt ? "Takes the deletion back, too." : "Lets them in again.",
    title: `Enable ${user.name} again?`,
    consequence: <p>They can sign in as before{user.deletesAt && ", and the account is not deleted"}.</p>,
    confirm: "Enable",
    busy: "Enabling…",
    done: `${user.name} enabled`,
    kept: `${user.name} is still disabled`,
    send: () => api("POST /users/{userId}/enable", params(user)),
  };
}

function remove(user: AdministeredUser): UserAct {
  return {
    label: "Delete…",
    hint: "After 14 days nobody brings it back.",
    title: `Delete ${user.name}?`,
    consequence: (
      <p>
        <Strong>{user.email}</Strong> is shut out now. After 14 days the account and everything about the person is deleted for good; what
        stays in the record of events does so without their name. Until then, enabling them takes it back.
      </p>
    ),
    confirm: "Delete",
    busy: "Deleting…",
    done: `${user.name} is deleted in 14 days`,
    kept: `${user.name} is not deleted`,
    send: () => api("DELETE /users/{userId}", params(user)),
  };
}

function Strong({ children }: { children: string }) {
  return <strong className="font-semibold wrap-anywhere text-ink">{children}</strong>;
}

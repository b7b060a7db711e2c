import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Steps } from "../../ui/steps.tsx";
import { TextLink } from "../../ui/text-link.tsx";

interface RemediesProps {
  names: RemedyName[];
  /** Nothing can be changed: there is no network. */
  readOnly: boolean;
  onSignOutOthers: () => void;
}

interface Remedy {
  title: string;
  body: (deps: Omit<RemediesProps, "names">) => ReactNode;
}

const remedies = {
  others: {
    title: "Sign out what is not yours",
    body: ({ readOnly, onSignOutOthers }) => (
      <>
        <p>
          Find it <PageLink to="/me/sessions">among your devices</PageLink> by its time and address, or sign out all but this one.
        </p>
        <p>
          <Button size="small" disabled={readOnly} onClick={onSignOutOthers}>
            Sign out all other devices…
          </Button>
        </p>
      </>
    ),
  },
  connections: {
    title: "Disconnect what is not yours",
    body: () => (
      <p>
        Find it <PageLink to="/me/security">among your ways to sign in</PageLink> and disconnect it.
      </p>
    ),
  },
  password: {
    title: "Change your password",
    body: () => (
      <p>
        Whoever did this knows it. <PageLink to="/me/password">Change it</PageLink> to one that you use nowhere else: that signs out every
        other device, too.
      </p>
    ),
  },
  recover: {
    title: "Set a new password with a mailed code",
    body: () => (
      <p>
        You do not know the one that was set, but you can read your mail. <TextLink href="/forgot">Set a new one</TextLink>: every device is
        signed out by it. Look afterwards whether <PageLink to="/me/email">your address</PageLink> is still yours.
      </p>
    ),
  },
  mailbox: {
    title: "Secure your mailbox first",
    body: () => (
      <p>Change the password of your mail, sign out its other devices, and look for rules that forward it. Otherwise this happens again.</p>
    ),
  },
  undo: {
    title: "Undo the change of address",
    body: () => <p>Open the link in the mail to your old address. It works for 72 hours. After that, ask whoever runs this Gatehouse.</p>,
  },
  takeBack: {
    title: "Take it back",
    body: () => (
      <p>
        Open the link in the mail about it, which works for 72 hours. It removes what was added, signs every device out, and has you set a
        new password.
      </p>
    ),
  },
  ask: {
    title: "Ask them about it",
    body: () => (
      <p>
        If you do not know what for, ask the administrator, or whoever runs this Gatehouse. What was done is in{" "}
        <PageLink to="/me/activity">your activity</PageLink>.
      </p>
    ),
  },
  unique: {
    title: "Make sure your password is used nowhere else",
    body: () => (
      <p>
        Guesses are often passwords that were stolen elsewhere. If you use yours in a second place,{" "}
        <PageLink to="/me/password">change it</PageLink>. Otherwise there is nothing to do.
      </p>
    ),
  },
} satisfies Record<string, Remedy>;

/** One thing to do about a notice. */
export type RemedyName = keyof typeof remedies;

/** What to do about something that was not the person's own doing, in a sensible order. */
export function Remedies({ names, ...deps }: RemediesProps) {
  const steps = names.map((name) => {
    const { title, body }: Remedy = remedies[name];
    return { title, body: body(deps) };
  });
  return <Steps steps={steps} />;
}

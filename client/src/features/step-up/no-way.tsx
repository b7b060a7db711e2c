import { Notice } from "../../ui/notice.tsx";
import { TextLink } from "../../ui/text-link.tsx";

/** There is nothing to ask for: what the person has is elsewhere (`isElsewhere`), or they have nothing yet. */
export function NoWay({ isElsewhere }: { isElsewhere: boolean }) {
  if (isElsewhere)
    return (
      <Notice tone="warn" title="This device cannot prove it">
        Sign in on the device that holds your passkey, and do it there.
      </Notice>
    );
  return (
    <Notice tone="warn" title="There is nothing yet to prove it with">
      <p>
        You sign in with a provider only, which does not tell us when you did.{" "}
        <TextLink href="/forgot" target="_blank">
          Set a password in a new tab
        </TextLink>
        , with a code from your mailbox, and try again.
      </p>
    </Notice>
  );
}

import type { User } from "../../api/types.ts";
import type { DoorProps } from "../../lib/door/door.ts";
import { keep } from "../../lib/door/kept.ts";
import { withNext } from "../../lib/next-path.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { AuthForm } from "../../ui/auth-form.tsx";
import { AuthFooter } from "../../ui/auth-shell.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextLink } from "../../ui/text-link.tsx";

interface SwitchAccountProps extends Pick<DoorProps, "session" | "leave"> {
  user: User;
  /** Whose invitation it is. */
  email: string;
}

/** Signed in as somebody else: signs this browser out, and leads back here as the right person. */
export function SwitchAccount({ session, leave, user, email }: SwitchAccountProps) {
  const submission = useSubmission({
    check: () => ({}),
    send: async () => {
      await session.signOut();
      keep("email", email);
      leave(withNext("/sign-in", "/join"));
    },
  });
  return (
    <div className="grid gap-5">
      <Notice tone="warn" title="You are signed in with another address">
        <p>
          You are <strong className="font-semibold wrap-anywhere text-ink">{user.email}</strong>. An invitation lets in only the owner of
          the address that it is for.
        </p>
      </Notice>
      <AuthForm submission={submission} verb="Switch account" busyVerb="Signing out…" doing="Signing out" kept="The invitation waits" />
      <AuthFooter>
        <p>
          This signs {user.name} out in this browser. <TextLink href="/">Stay signed in</TextLink>
        </p>
      </AuthFooter>
    </div>
  );
}

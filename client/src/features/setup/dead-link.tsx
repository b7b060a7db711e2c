import { AuthShell } from "../../ui/auth-shell.tsx";
import { TextLink } from "../../ui/text-link.tsx";

/** What to do when there is no usable one-time link: it was opened without its token, or it is used or too old. */
export function DeadLink({ reason }: { reason: "missing" | "used" }) {
  const isUsed = reason === "used";
  return (
    <AuthShell
      title={isUsed ? "This link no longer works" : "A link is needed here"}
      lead={
        isUsed
          ? "It has been used or has expired. No account was made now."
          : "The first administrator is made by a one-time link. Open it again in full: reloading this page drops its secret part."
      }
    >
      <div className="grid gap-4 border-t border-line pt-5 text-body text-ink-2">
        <p>Whoever runs this Gatehouse prints a new link on the server, as long as no administrator can sign in:</p>
        <pre className="overflow-x-auto rounded-control border border-line bg-surface px-3 py-2.5 font-mono text-small text-ink">
          node server/src/cli.ts administrator-link
        </pre>
        <p>
          Is there an account already? <TextLink href="/sign-in">Sign in</TextLink>
        </p>
      </div>
    </AuthShell>
  );
}

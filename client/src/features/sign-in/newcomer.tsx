import type { AuthOptions } from "../../api/types.ts";
import { withNext } from "../../lib/next-path.ts";
import { TextLink } from "../../ui/text-link.tsx";

/** Where somebody without an account goes. */
export function Newcomer({ registration, next }: { registration: AuthOptions["registration"] | undefined; next: string }) {
  if (registration === "closed") return null;
  if (registration === "invitation") return <p>New here? Accounts are made by invitation: open the link of yours.</p>;
  return (
    <p>
      New here? <TextLink href={withNext("/sign-up", next)}>Create an account</TextLink>
    </p>
  );
}

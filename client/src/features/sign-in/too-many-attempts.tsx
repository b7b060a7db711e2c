import type { AuthOptions } from "../../api/types.ts";
import { TextLink } from "../../ui/text-link.tsx";

/** Why sign-in waits, who need not wait, and the way round it. The button counts; here it would be read out each second. */
export function TooManyAttempts({ mail }: { mail: AuthOptions["mail"] | undefined }) {
  return (
    <>
      <p className="font-semibold text-ink">Too many wrong passwords</p>
      <p>Sign-in waits as long as the button below says. What you typed stays here. A device you signed in on before is not affected.</p>
      {mail !== "off" && <p>When wrong passwords go on, the address is mailed a link that lets its owner in without waiting.</p>}
      {mail === "page" && (
        <p>
          No mail leaves this Gatehouse:{" "}
          <TextLink href="/development/mail" target="_blank">
            read it in a new tab
          </TextLink>
          .
        </p>
      )}
    </>
  );
}

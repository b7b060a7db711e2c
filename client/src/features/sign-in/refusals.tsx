import type { AuthOptions } from "../../api/types.ts";
import { isProblem } from "../../lib/problem.ts";
import { Time } from "../../ui/time.tsx";
import { TooManyAttempts } from "./too-many-attempts.tsx";

/** The refusals of a sign-in that need more than a sentence, by their codes. */
export function refusalWords(error: unknown, mail: AuthOptions["mail"] | undefined) {
  return {
    account_disabled: "This account is disabled. Whoever runs this Gatehouse can enable it again.",
    account_closed: <ClosedAccount error={error} />,
    too_many_attempts: <TooManyAttempts mail={mail} />,
  };
}

/** Until when a closed account can be kept; the button beside it does that. */
export function ClosedAccount({ error }: { error: unknown }) {
  const at = isProblem(error) ? error.deletesAt : null;
  return (
    <>
      <p className="font-semibold text-ink">You have closed this account</p>
      <p>
        It is deleted for good{" "}
        {at === null ? (
          "14 days after you closed it"
        ) : (
          <>
            on <Time at={at} />
          </>
        )}
        . If you keep it, everything is as it was, and you are signed in.
      </p>
    </>
  );
}

import type { AuthOptions } from "../../api/types.ts";
import { isProblem } from "../../lib/problem.ts";
import { Time } from "../../ui/time.tsx";
import { TooManyAttempts } from "./too-many-attempts.tsx";

/** The refusals of a sign-in that need more than a sentence, by their codes. */
export function refusalWords(error: unknown, mail: AuthOptions["mail"] | undefined) {
  return {
    account_disabled: "This account is disabled. Whoever runs this Gatehouse can enable it again.",
    account_closed: <ClosedAccount until={closedUntil(error)} />,
    too_many_attempts: <TooManyAttempts mail={mail} />,
  };
}

/** When the account that the refusal is about is deleted; null when it does not say. */
export function closedUntil(error: unknown): string | null {
  return isProblem(error) ? error.deletesAt : null;
}

/** Until when a closed account can be kept; the button beside it does that. */
export function ClosedAccount({ until }: { until: string | null }) {
  const isTime = until !== null && !Number.isNaN(Date.parse(until));
  return (
    <>
      <p className="font-semibold text-ink">You have closed this account</p>
      <p>
        It is deleted for good{" "}
        {isTime ? (
          <>
            on <Time at={until} />
          </>
        ) : (
          "14 days after you closed it"
        )}
        . If you keep it, everything is as it was, and you are signed in.
      </p>
    </>
  );
}

import { useMemo, useState } from "react";
import type { MailedLink } from "../../api/types.ts";
import type { DoorProps } from "../../lib/door/door.ts";
import { useLook } from "../../lib/door/use-look.ts";
import { isProblem } from "../../lib/problem.ts";
import { request } from "../../lib/request.ts";
import { cookieHeaders } from "../../lib/session/verdict.ts";
import { useHydrated } from "../../lib/use-hydrated.ts";
import { AuthShell } from "../../ui/auth-shell.tsx";
import { Looking } from "../../ui/looking.tsx";
import { CodeToType } from "./code-to-type.tsx";
import { AddressTaken, ChangeStep, Confirmed, EndedLink, type Done, IncompleteLink } from "./confirm-ends.tsx";
import { ConfirmHere } from "./confirm-here.tsx";
import { readMailedCode } from "./mailed-code.ts";

/**
 * Where mailed links lead. In the browser that asked, one button confirms; in another it shows the code to type there.
 * Looking at the link uses nothing up: mail scanners open links too.
 */
export function ConfirmPage({ leave, link }: Pick<DoorProps, "leave" | "link">) {
  const hydrated = useHydrated();
  const mailed = useMemo(() => readMailedCode(link), [link]);
  const [done, setDone] = useState<Done | null>(null);
  const [refusal, setRefusal] = useState<"challenge_ended" | "challenge_elsewhere" | "email_taken" | null>(null);

  const ask = async (signal: AbortSignal): Promise<MailedLink> => {
    const { challengeId = "", secret = "" } = mailed ?? {};
    const { data } = await request("POST /auth/challenges/look", { body: { challengeId, secret }, headers: cookieHeaders, signal });
    return data;
  };
  const { seen, error, again } = useLook(mailed && ask, link);

  if (hydrated && mailed === null) return <IncompleteLink />;
  if (done?.kind === "address") return <Confirmed email={done.email} />;
  if (done?.kind === "change") return <ChangeStep side={done.side} isComplete={done.isComplete} />;
  if (refusal === "email_taken") return <AddressTaken />;
  if (refusal === "challenge_ended" || isProblem(error, "challenge_ended")) return <EndedLink />;
  if (mailed && seen && (!seen.isHere || refusal === "challenge_elsewhere"))
    return <CodeToType code={mailed.code} purpose={seen.purpose} />;
  if (mailed && seen) return <ConfirmHere mailed={mailed} purpose={seen.purpose} onDone={setDone} onRefused={setRefusal} leave={leave} />;
  return (
    <AuthShell title="Your link">
      <Looking error={error} onRetry={again} />
    </AuthShell>
  );
}

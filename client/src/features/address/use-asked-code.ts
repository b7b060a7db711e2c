import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../lib/api.ts";
import { beginWait, useSecondsLeft, type Wait } from "../../lib/countdown.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";

/** Asks for a code to the person's own address, as often as the server lets one. `onNeedless` is called when it is confirmed already. */
export function useAskedCode(onNeedless: () => void) {
  const [wait, setWait] = useState<Wait | null>(null);
  const secondsLeft = useSecondsLeft(wait);
  const asking = useMutation({
    mutationFn: async () => (await api("POST /me/email/verification", {})).data,
    onError: (error) => {
      if (isProblem(error, "already_verified")) onNeedless();
      if (isProblem(error) && error.retryAfterSeconds) setWait(beginWait(error.retryAfterSeconds));
    },
  });
  const silent = asking.error instanceof SignedOut || isProblem(asking.error, "already_verified");
  return {
    challenge: asking.data,
    busy: asking.isPending,
    error: silent ? null : asking.error,
    secondsLeft,
    ask: () => secondsLeft === 0 && !asking.isPending && asking.mutate(),
  };
}

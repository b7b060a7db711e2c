import { useCallback, useEffect, useState } from "react";
import { api } from "../../lib/api.ts";
import type { ProofOptions } from "./proof-ways.ts";

/** What the server takes as a proof, asked anew with `again`; and again by itself when the network comes back. */
export function useProofOptions() {
  const [options, setOptions] = useState<ProofOptions | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const again = useCallback(() => {
    setError(null);
    setAttempt((before) => before + 1);
  }, []);

  useEffect(() => {
    const left = new AbortController();
    api("POST /me/step-up/options", { signal: left.signal }).then(
      ({ data }) => setOptions(data),
      (cause: unknown) => left.signal.aborted || setError(cause),
    );
    return () => left.abort();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- asked once for each attempt
  }, [attempt]);

  useEffect(() => {
    if (error === null) return;
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, [error, again]);

  return { options, error, again };
}

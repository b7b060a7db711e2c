import { useCallback, useEffect, useState } from "react";

/** What a mailed link is for, once the server has said so. */
export interface Look<Seen> {
  seen: Seen | null;
  error: unknown;
  /** Asks again after a failure. */
  again: () => void;
}

/** Asks the server about a link as soon as the page is there, and again by itself when the network comes back. Consumes nothing. */
export function useLook<Seen>(ask: ((signal: AbortSignal) => Promise<Seen>) | null, link: string | null): Look<Seen> {
  const [seen, setSeen] = useState<Seen | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const again = useCallback(() => setAttempt((before) => before + 1), []);

  useEffect(() => {
    if (ask === null || link === null) return;
    const left = new AbortController();
    setError(null);
    ask(left.signal).then(setSeen, (cause: unknown) => left.signal.aborted || setError(cause));
    return () => left.abort();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is asked follows from the link
  }, [link, attempt]);

  useEffect(() => {
    if (error === null) return;
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, [error, again]);

  return { seen, error, again };
}

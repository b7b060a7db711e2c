import { useEffect, useState } from "react";

/** A wait that the server asked for; `endsAtMs` is on the clock of `performance.now()`. */
export interface Wait {
  seconds: number;
  endsAtMs: number;
}

/** Begins a wait of so many seconds now. */
export function beginWait(seconds: number): Wait {
  return { seconds, endsAtMs: performance.now() + seconds * 1000 };
}

/** The whole seconds left of a wait, counting down to 0. */
export function useSecondsLeft(wait: Wait | null): number {
  const [nowMs, setNowMs] = useState(0);
  useEffect(() => {
    if (wait === null) return;
    const tick = () => {
      setNowMs(performance.now());
      if (performance.now() >= wait.endsAtMs) clearInterval(timer);
    };
    const timer = setInterval(tick, 250);
    tick();
    return () => clearInterval(timer);
  }, [wait]);
  if (wait === null) return 0;
  return Math.min(wait.seconds, Math.max(0, Math.ceil((wait.endsAtMs - nowMs) / 1000)));
}

/** "42 s", or "2:05" from a minute on. */
export function formatCountdown(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

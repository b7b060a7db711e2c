import { type MouseEvent, useRef, useState } from "react";
import { request } from "../request.ts";

/** The way to a provider, and why it could not be begun. */
export interface WayOut {
  busy: boolean;
  error: unknown;
  /** For the click on a link of the API that leads to another site. */
  follow: (event: MouseEvent<HTMLAnchorElement>) => void;
}

/** Longer than a server needs that is there at all. */
const timeoutMs = 8_000;

/**
 * Follows a link that leads away through the API only once the API answers: the browser would show an error page of its own in the place of
 * this one, or the answer as it is, and what was typed would be gone. A click for a new tab loses nothing and is left alone.
 */
export function useWayOut(leave: (address: string) => void = (address) => location.assign(address)): WayOut {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const underWay = useRef(false);

  const ask = async (address: string) => {
    underWay.current = true;
    setBusy(true);
    setError(null);
    try {
      await request("GET /auth/options", { timeoutMs });
      leave(address);
    } catch (cause) {
      setError(cause);
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  };

  const follow: WayOut["follow"] = (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!underWay.current) void ask(event.currentTarget.href);
  };

  return { busy, error, follow };
}

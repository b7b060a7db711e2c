import { useEffect, useState } from "react";

/** Whether the browser has a network at all. True says little (the server may still be away), false is certain. */
export interface Network {
  online: boolean;
  /** It was away while this page was open. */
  wasOffline: boolean;
}

/** Watches the network. Online while the page is as it was prerendered. */
export function useOnline(): Network {
  const [network, setNetwork] = useState<Network>({ online: true, wasOffline: false });
  useEffect(() => {
    const look = () => setNetwork((before) => ({ online: navigator.onLine, wasOffline: before.wasOffline || !navigator.onLine }));
    const stop = new AbortController();
    for (const name of ["online", "offline"]) window.addEventListener(name, look, stop);
    look();
    return () => stop.abort();
  }, []);
  return network;
}

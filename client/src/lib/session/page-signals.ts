/** What the session needs to know of its page; a seam so that tests can be several pages at once. */
export interface PageSignals {
  isVisible: () => boolean;
  /** Visible and focused: of several tabs only the one in use renews, so that an idle session is seen to be idle. */
  isInUse: () => boolean;
  /** Calls back when it is worth asking again: back online, visible, focused. Returns the way to stop. */
  onAttention: (listener: () => void) => () => void;
  /** Calls back when the page comes back from the back/forward cache, having missed all messages. Returns the way to stop. */
  onRestored: (listener: () => void) => () => void;
}

/** The signals of the real page. */
export const browserPage: PageSignals = {
  isVisible: () => document.visibilityState === "visible",
  isInUse: () => document.visibilityState === "visible" && document.hasFocus(),
  onAttention: (listener) => {
    const stop = new AbortController();
    for (const name of ["online", "focus"]) window.addEventListener(name, listener, stop);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && listener(), stop);
    return () => stop.abort();
  },
  onRestored: (listener) => {
    const whenShown = (event: PageTransitionEvent) => event.persisted && listener();
    window.addEventListener("pageshow", whenShown);
    return () => window.removeEventListener("pageshow", whenShown);
  },
};

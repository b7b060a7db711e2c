interface LinkState {
  mailedLink?: string;
}

/**
 * Takes the secret part of a mailed link out of the address, so that it is neither shown nor copied with it. It stays with
 * this entry of the history, where a reload and the way back find it. A fragment is never sent to a server. Null when there is none.
 */
export function takeMailedLink(
  address: Pick<Location, "hash" | "pathname" | "search">,
  past: Pick<History, "state" | "replaceState">,
): string | null {
  const fragment = address.hash.slice(1);
  if (fragment === "") return (past.state as LinkState | null)?.mailedLink ?? null;
  past.replaceState({ mailedLink: fragment } satisfies LinkState, "", address.pathname + address.search);
  return fragment;
}

/** One named value of a link, e.g. the `token` of `#token=...`; null when it is missing. */
export function linkValue(link: string | null, name: string): string | null {
  return new URLSearchParams(link ?? "").get(name) || null;
}

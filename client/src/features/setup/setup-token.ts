/**
 * Takes the one-time token out of the address (`#token=...`) and out of the history, so that it is neither shown, nor
 * kept, nor copied with the address. A fragment is never sent to a server. Null when there is none.
 */
export function takeSetupToken(
  address: Pick<Location, "hash" | "pathname" | "search">,
  past: Pick<History, "replaceState">,
): string | null {
  const token = new URLSearchParams(address.hash.slice(1)).get("token");
  if (address.hash !== "") past.replaceState(null, "", address.pathname + address.search);
  return token || null;
}

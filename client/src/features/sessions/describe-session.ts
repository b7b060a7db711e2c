import type { MySession } from "../../api/types.ts";
import { describeDevice } from "../../lib/describe-device.ts";
import { describeMethods } from "../../lib/describe-methods.ts";
import { formatAgo } from "../../lib/format.ts";

/** What the device is, whatever it is called: "Firefox on Linux", "curl". */
export function deviceOf({ userAgent }: Pick<MySession, "userAgent">): string {
  return describeDevice(userAgent) ?? "A program that did not say its name";
}

type Named = Pick<MySession, "name" | "userAgent"> & Partial<Pick<MySession, "impersonation">>;

/** What to call it: the name the person gave, who acts for them in it, else what it is. */
export function nameOf(session: Named): string {
  const { name, impersonation } = session;
  return name ?? (impersonation ? `${impersonation.by}, an administrator` : deviceOf(session));
}

/** How whoever uses it came in, in a few words. */
export function describeEntry({ methods, impersonation }: Pick<MySession, "methods" | "impersonation">): string {
  return impersonation ? `reading as you: ${impersonation.reason}` : describeProof(methods);
}

const list = new Intl.ListFormat("en");

/** How the person proved who they are: "with a password and a code". */
export function describeProof(methods: readonly string[]): string {
  const words = describeMethods(methods);
  return words.length === 0 ? "" : `with ${list.format(words)}`;
}

const exactToMs = 600_000;

/** "3 hours ago". Within the last ten minutes nothing nearer is known: it may be in use right now. */
export function describeLastSeen(iso: string, nowMs: number = Date.now()): string {
  return nowMs - Date.parse(iso) < exactToMs ? "less than 10 minutes ago" : formatAgo(iso, nowMs);
}

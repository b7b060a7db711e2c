import { disposableEmailBlocklistSet } from "disposable-email-domains-js";

/** Domains of throw-away mail services. Import this file only where the list is wanted: it takes time and memory to load. */
export const DISPOSABLE_DOMAINS: ReadonlySet<string> = disposableEmailBlocklistSet();

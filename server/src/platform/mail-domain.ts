import { domainToASCII } from "node:url";

const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/** The one form in which mail domains are compared: lower case, ASCII (IDNA, RFC 5891), no dot at the end. Undefined for what is no domain. */
export function canonicalDomain(domain: string): string | undefined {
  const ascii = domainToASCII(domain.trim()).replace(/\.$/, "");
  return DOMAIN.test(ascii) ? ascii : undefined;
}

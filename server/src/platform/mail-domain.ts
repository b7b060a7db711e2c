import { domainToASCII } from "node:url";

const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** Letters, digits, hyphens and dots, of any script: `domainToASCII` reads as URLs do, to which "%", "/" and ":" mean something. */
const PLAIN = /^[a-z0-9.\-\u0080-\u{10ffff}]+$/iu;

/** The one form in which mail domains are compared: lower case, ASCII (IDNA, RFC 5891), no dot at the end. Undefined for what is no domain. */
export function canonicalDomain(domain: string): string | undefined {
  if (!PLAIN.test(domain)) return undefined;
  const ascii = domainToASCII(domain).replace(/\.$/, "");
  return DOMAIN.test(ascii) ? ascii : undefined;
}

/** The domain of an address that is stored, in that form. Empty for one whose domain is none. */
export function mailDomainOf(email: string): string {
  return canonicalDomain(email.slice(email.lastIndexOf("@") + 1)) ?? "";
}

import { BlockList, isIP } from "node:net";
import { addSeconds } from "../../platform/clock.ts";
import { isStrong } from "../methods.ts";

/** What an organization demands of whoever acts in it. `null` demands nothing beyond what the instance does. */
export type Policy = {
  secondFactor: "off" | "optional" | "required" | "passkey_only";
  /** When the demand for a second factor begins to bite; null: at once. */
  secondFactorFrom: Date | null;
  /** Under `passkey_only`: when any second factor is asked for, until the passkey is; null: not before. */
  anySecondFactorFrom: Date | null;
  /** `password`, `passkey`, or what a provider is called. */
  allowedMethods: readonly string[] | null;
  allowedDomains: readonly string[] | null;
  idleSeconds: number | null;
  absoluteSeconds: number | null;
  /** Addresses and networks in CIDR form. Empty: from everywhere. */
  ipRanges: readonly string[];
};

/** What a session shows of its person. */
export type Shown = {
  methods: readonly string[];
  ways: readonly string[];
  authenticatedAt: Date;
  emailDomain: string;
};

/** What is missing. A proof of the kind can be given but for `domain`, which only the organization can change. */
export const DEMANDS = {
  second_factor: "It asks for a second factor: prove yourself with one.",
  passkey: "It asks for a passkey: prove yourself with one.",
  method: "It does not accept the way in which you signed in.",
  recent_proof: "You last proved who you are longer ago than it accepts.",
  domain: "Addresses like yours cannot act in it.",
} as const;
export type Demand = keyof typeof DEMANDS;

const isByPasskey = (methods: readonly string[]) => methods.includes("hwk") || methods.includes("swk");

/** What the policy demands at that moment and the session does not show, in the order in which a person would give it. */
export function unmetDemands(policy: Policy, { methods, ways, authenticatedAt, emailDomain }: Shown, now: Date): Demand[] {
  const unmet: Demand[] = [];
  if (policy.allowedDomains && !policy.allowedDomains.includes(emailDomain)) unmet.push("domain");
  if (policy.allowedMethods && !ways.some((way) => policy.allowedMethods?.includes(way))) unmet.push("method");
  const bites = policy.secondFactorFrom === null || policy.secondFactorFrom <= now;
  if (bites && policy.secondFactor === "required" && !isStrong({ methods })) unmet.push("second_factor");
  if (policy.secondFactor === "passkey_only") {
    const bitesMeanwhile = policy.anySecondFactorFrom !== null && policy.anySecondFactorFrom <= now;
    if (bites && !isByPasskey(methods)) unmet.push("passkey");
    else if (bitesMeanwhile && !isStrong({ methods })) unmet.push("second_factor");
  }
  if (policy.absoluteSeconds !== null && addSeconds(authenticatedAt, policy.absoluteSeconds) <= now) unmet.push("recent_proof");
  return unmet;
}

/** The networks as one list, to be asked of every request. Undefined: from everywhere. */
export function networksOf(ipRanges: readonly string[]): BlockList | undefined {
  if (ipRanges.length === 0) return undefined;
  const list = new BlockList();
  for (const range of ipRanges) {
    const [address = "", bits] = range.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** An IPv4 address that came over IPv6 is the IPv4 address. What is no address is inside of nothing. */
export function isInside(networks: BlockList, ip: string): boolean {
  const address = ip.replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(address);
  return family !== 0 && networks.check(address, family === 6 ? "ipv6" : "ipv4");
}

import { isIP } from "node:net";
import type { Express, Request } from "express";

const IN_BRACKETS = /^\[([^\]]+)\](?::\d+)?$/;
const V4_WITH_PORT = /^([\d.]+):\d+$/;

/** An IP address as it stands in `X-Forwarded-For`: some proxies add the port, brackets or a zone. "unknown" for what is none. */
export function ipIn(entry: string | undefined): string {
  const text = entry?.trim() ?? "";
  const [, inner = text] = IN_BRACKETS.exec(text) ?? V4_WITH_PORT.exec(text) ?? [];
  const address = inner.replace(/%.*$/, "");
  return isIP(address) ? address : "unknown";
}

/** The IP address from which the request came, the same for limits, records and the log. "unknown" when a trusted proxy wrote none. */
export function clientIp(request: Request): string {
  return ipIn(request.ip);
}

/**
 * Believes `X-Forwarded-For` of the networks. Its entries are read from the last one, each written by the one behind it, up to the first that
 * is no trusted network's: an entry with a port is judged by its address, and what is no address is trusted by nobody and ends the reading.
 */
export function trustProxies(app: Express, networks: readonly string[]): void {
  app.set("trust proxy", networks);
  const isTrusted = app.get("trust proxy fn") as (address: string, hop: number) => boolean;
  app.set("trust proxy", (entry: string | undefined, hop: number) => isTrusted(ipIn(entry), hop));
}

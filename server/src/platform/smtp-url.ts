/** Where and how mails are handed over. */
export type SmtpServer = {
  host: string;
  port: number;
  /** `implicit` from the first byte, `starttls` or no mail at all, or `off`. */
  tls: "implicit" | "starttls" | "off";
  credentials: { user: string; password: string } | undefined;
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads `smtp://user:password@host:port` or `smtps://`. A connection that leaves the machine is encrypted, unless `?tls=off`
 * says otherwise, which a password forbids. Throws with a sentence that holds none of the values.
 */
export function parseSmtpUrl(text: string): SmtpServer {
  if (!URL.canParse(text)) throw new Error("must be an smtp:// or smtps:// address");
  const { protocol, hostname, port, pathname, search, username, password } = new URL(text);
  if (!/^smtps?:$/.test(protocol) || hostname === "") throw new Error("must be an smtp:// or smtps:// address");
  if (pathname.length > 1 || !["", "?tls=off"].includes(search)) throw new Error("knows nothing behind the host but ?tls=off");
  if ((username === "") !== (password === "")) throw new Error("must hold both a user and a password, or neither");
  const isImplicit = protocol === "smtps:";
  const isLocal = LOOPBACK.test(hostname);
  if (search !== "" && isImplicit) throw new Error("smtps:// and ?tls=off exclude each other");
  if (search !== "" && username !== "" && !isLocal) throw new Error("?tls=off would send the password in the clear");
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port) || (isImplicit ? 465 : 587),
    tls: isImplicit ? "implicit" : search !== "" || isLocal ? "off" : "starttls",
    credentials: username === "" ? undefined : { user: decoded(username), password: decoded(password) },
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Error("holds a % in the user or password that is not encoded; write it as %25");
  }
}

/** Who mails come from. */
export type Sender = { name: string; address: string; host: string };

/** Reads `address` or `Name <address>`. Throws with a sentence that holds none of it. */
export function parseSender(text: string): Sender {
  const [, name = "", bracketed, bare] = /^(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>]+)>|([^<>]+))$/u.exec(text.trim()) ?? [];
  const address = bracketed ?? bare ?? "";
  const [, host] = /^[^\s@,;:"()\p{Cc}]+@([a-z0-9.-]+)$/iu.exec(address) ?? [];
  if (!host) throw new Error("must be an address, or a name and an address: Gatehouse <gate@example.com>");
  return { name: name.trim(), address, host };
}

import { createTransport, type NodemailerError } from "nodemailer";
import type { Sender, SmtpServer } from "../../platform/smtp-url.ts";
import type { RenderedMail } from "./render-mail.ts";

export type Letterbox = {
  /**
   * Resolves once the server has accepted the mail. Rejects with `MailRefused` when it never will, and with another error
   * when it may at another time, or when nobody knows.
   */
  send(mail: RenderedMail & { id: string; to: string; createdAt: Date }, signal: AbortSignal): Promise<void>;
  close(): void;
};

/** The server does not want this mail, whenever it is sent. `reason` holds no address. */
export class MailRefused extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(`the mail server refused for good: ${reason}`);
    this.name = "MailRefused";
    this.reason = reason;
  }
}

/** What went wrong, without the server's own words: those may hold the address. An error without a code is one of ours. */
export function failureReason(error: unknown): string {
  const { code, responseCode, command, response } = error as NodemailerError;
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? "")?.[1];
  return [responseCode ?? code ?? (error as Error).message, status, command && `at ${command}`].filter(Boolean).join(" ");
}

/** 503 and 530 (RFC 4954) are about the session, not about the mail. */
const ABOUT_THE_SESSION = [503, 530];

/** Whether the server will never take this mail: 5yz for its mailbox or its content (RFC 5321, 4.2.1), or an address that it cannot be given. */
function isRefusal({ code, responseCode, command }: NodemailerError): boolean {
  if (responseCode === undefined) return code === "EENVELOPE";
  if (responseCode < 500 || ABOUT_THE_SESSION.includes(responseCode)) return false;
  return (code === "EENVELOPE" && command === "RCPT TO") || code === "EMESSAGE";
}

/** One mailbox and nothing else: the library would read lists, names and comments out of it (RFC 5322, 3.4). */
const ONE_ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u;

/** Hands mails to the mail server, over a few connections that are kept while there is more to send. Connects when first used. */
export function createLetterbox({ server, from, connections }: { server: SmtpServer; from: Sender; connections: number }): Letterbox {
  const transport = createTransport({
    pool: true,
    maxConnections: connections,
    host: server.host,
    port: server.port,
    secure: server.tls === "implicit",
    requireTLS: server.tls === "starttls",
    ignoreTLS: server.tls === "off",
    name: from.host,
    ...(server.credentials && { auth: { user: server.credentials.user, pass: server.credentials.password } }),
    dnsTimeout: 5_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    idleTimeout: 5_000,
    // The queue decides when something is sent again, and nobody else.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return {
    async send({ id, to, createdAt, subject, text, html }, signal) {
      if (!ONE_ADDRESS.test(to)) throw new MailRefused("not an address");
      try {
        await transport.sendMail({
          from: { name: from.name, address: from.address },
          to: { name: "", address: to },
          envelope: { from: from.address, to: [to] },
          messageId: `<${id}@${from.host}>`,
          date: createdAt,
          subject,
          text,
          html,
          // RFC 3834, and its like for Exchange: no mailbox answers that its owner is on holiday.
          headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
          xMailer: false,
          signal,
        });
      } catch (error) {
        if (isRefusal(error as NodemailerError)) throw new MailRefused(failureReason(error));
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

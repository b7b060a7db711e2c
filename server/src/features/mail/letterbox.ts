import { createTransport, type NodemailerError } from "nodemailer";
import { OutcomeUnknown } from "../../platform/jobs.ts";
import type { Sender, SmtpServer } from "../../platform/smtp-url.ts";
import { startDeadline, type Deadline, type Patience } from "./deadline.ts";
import type { RenderedMail } from "./render-mail.ts";

export type Letterbox = {
  /**
   * Resolves once the server has accepted the mail. Rejects with `MailRefused` when it never will, with `OutcomeUnknown` when
   * the mail was on its way and no answer came, and with another error when it was not taken and may be at another time.
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

/**
 * RFC 5321 gives the end of the data ten minutes (4.5.3.2.6): servers look a mail through before they answer, and who hangs up
 * and comes again delivers it twice. Up to then nothing is lost by coming again, and a server that hangs is soon left.
 */
const PATIENCE: Patience = { beforeDataMs: 30_000, answerMs: 600_000 };

type LetterboxOptions = { server: SmtpServer; from: Sender; connections: number; patience?: Patience };

/** Hands mails to the mail server, over a few connections that are kept while there is more to send. Connects when first used. */
export function createLetterbox({ server, from, connections, patience = PATIENCE }: LetterboxOptions): Letterbox {
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
    // The deadline of a mail ends sooner what takes too long before its data.
    socketTimeout: patience.answerMs,
    idleTimeout: 5_000,
    // The queue decides when something is sent again, and nobody else.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  const deadlines = new WeakMap<AbortSignal, Deadline>();
  // What the library reads of a message goes to the server at once, after its answer to DATA: before, the stream stands still.
  transport.use("stream", ({ data, message }, done) => {
    message.processFunc((stream) => stream.once("resume", () => deadlines.get(data.signal as AbortSignal)?.begin()));
    done();
  });

  return {
    async send({ id, to, createdAt, subject, text, html }, signal) {
      if (!ONE_ADDRESS.test(to)) throw new MailRefused("not an address");
      const deadline = startDeadline(signal, patience);
      deadlines.set(deadline.signal, deadline);
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
          signal: deadline.signal,
        });
      } catch (error) {
        if (isRefusal(error as NodemailerError)) throw new MailRefused(failureReason(error));
        const reason = deadline.isOver() ? "ETIMEDOUT" : failureReason(error);
        if (deadline.hasBegun() && (error as NodemailerError).responseCode === undefined) throw new OutcomeUnknown(`${reason} after DATA`);
        throw deadline.isOver() ? new Error(reason) : error;
      } finally {
        deadline.end();
      }
    },
    close: () => transport.close(),
  };
}

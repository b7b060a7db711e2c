import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

export type ReceivedMail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The eight digits, if it holds some. */
  code?: string;
  /** Its first link, if it holds one. */
  link?: string;
};

/** A real SMTP server on loopback, with a mailbox for every address. */
export type Mailbox = {
  /** What SMTP_URL is set to. */
  url: string;
  /** The next mail to this address that nobody has taken yet. Rejects when none comes within ten seconds. */
  next(address: string): Promise<ReceivedMail>;
  /** All that this address has received, oldest first, taken or not. */
  all(address: string): ReceivedMail[];
  close(): Promise<void>;
};

const waitMs = 10_000;

/** Starts it at a free port. */
export async function startMailbox(): Promise<Mailbox> {
  const received: ReceivedMail[] = [];
  const taken = new Set<ReceivedMail>();
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onData: (stream, { envelope }, answer) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        void parse(Buffer.concat(chunks), envelope.rcptTo[0]?.address ?? "").then((mail) => {
          received.push(mail);
          answer();
        });
      });
    },
  });
  server.on("error", () => undefined);
  await once(server.listen(0, "127.0.0.1"), "listening");

  const all = (address: string): ReceivedMail[] => received.filter(({ to }) => to === address);
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    all,
    next: async (address) => {
      for (const since = Date.now(); Date.now() - since < waitMs; await sleep(20)) {
        const mail = all(address).find((candidate) => !taken.has(candidate));
        if (mail) return (taken.add(mail), mail);
      }
      throw new Error(`No mail came to ${address} within ${waitMs / 1000} seconds; it has received ${all(address).length} before.`);
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function parse(raw: Buffer, to: string): Promise<ReceivedMail> {
  const { subject = "", text = "", html = "" } = await PostalMime.parse(raw);
  const code = /\b(\d{4}) (\d{4})\b/.exec(text);
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  return { to, subject, text, html, ...(code && { code: `${code[1]}${code[2]}` }), ...(link && { link }) };
}

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

export type ReceivedMail = {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  /** The other headers, by their names in lower case. */
  headers: Record<string, string>;
  /** The eight digits, if it holds some. */
  code?: string;
  /** Its first link, if it holds one. */
  link?: string;
};

/**
 * What the server does with who comes: take the mail, refuse the mailbox for good (550) or for now (451), take the connection
 * and say nothing, or turn everybody away (421).
 */
type Behaviour = "accept" | "refuse" | "greylist" | "hang" | "closed";

export type Mailbox = {
  /** What SMTP_URL is set to. */
  url: string;
  /** The next mail to this address that nobody has taken yet. Rejects when none comes within ten seconds. */
  next(address: string): Promise<ReceivedMail>;
  /** All that this address has received, oldest first, taken or not. */
  all(address: string): ReceivedMail[];
  behave(behaviour: Behaviour): void;
  /** How many have connected. */
  connections(): number;
  close(): Promise<void>;
};

export type MailboxOptions = {
  port?: number;
  /** Called when a recipient is named and not yet accepted. */
  onRecipient?: () => Promise<void>;
  /** Called when a whole mail is there and nobody has been told that it is accepted. */
  onData?: (mail: ReceivedMail) => Promise<void> | void;
};

const WAIT_MS = 10_000;

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

async function parse(raw: Buffer, to: string): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(raw);
  const { text = "", html = "" } = mail;
  const code = /\b(\d{4}) (\d{4})\b/.exec(text);
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  return {
    from: mail.from?.address ?? "",
    to,
    subject: mail.subject ?? "",
    text,
    html,
    messageId: mail.messageId ?? "",
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
    ...(code && { code: `${code[1]}${code[2]}` }),
    ...(link && { link }),
  };
}

/** A real SMTP server on loopback, with a mailbox for every address. */
export async function createMailbox({ port = 0, onRecipient, onData }: MailboxOptions = {}): Promise<Mailbox> {
  const received: ReceivedMail[] = [];
  const taken = new Set<ReceivedMail>();
  let behaviour: Behaviour = "accept";
  let connections = 0;

  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onConnect(_session, answer) {
      connections += 1;
      if (behaviour === "closed") answer(refusal(421, "Closed for now"));
      else if (behaviour !== "hang") answer();
    },
    onRcptTo({ address }, _session, answer) {
      if (behaviour === "refuse") answer(refusal(550, `5.1.1 <${address}> No such mailbox`));
      else if (behaviour === "greylist") answer(refusal(451, `4.7.1 <${address}> Try again later`));
      else void Promise.resolve(onRecipient?.()).then(() => answer());
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        void parse(Buffer.concat(chunks), session.envelope.rcptTo[0]?.address ?? "").then(async (mail) => {
          received.push(mail);
          await onData?.(mail);
          answer();
        });
      });
    },
  });
  server.on("error", () => undefined);
  await once(server.listen(port, "127.0.0.1"), "listening");

  const all = (address: string) => received.filter(({ to }) => to === address);
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    all,
    async next(address) {
      for (const since = Date.now(); Date.now() - since < WAIT_MS; await sleep(20)) {
        const mail = all(address).find((candidate) => !taken.has(candidate));
        if (mail) return (taken.add(mail), mail);
      }
      throw new Error(`No mail came to ${address} within ${WAIT_MS / 1000} seconds; it has received ${all(address).length} before.`);
    },
    behave(next) {
      behaviour = next;
      // Who is connected already would not notice.
      if (next === "hang" || next === "closed") for (const connection of server.connections) connection.close();
    },
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

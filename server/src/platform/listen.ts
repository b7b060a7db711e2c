import { Client, escapeIdentifier } from "pg";
import type { Log } from "./log.ts";

export type ListenOptions = {
  url: string;
  channels: readonly string[];
  /** Called after LISTEN is in force, on every connection: read here what may have been missed. A throw reconnects. */
  onConnected: () => Promise<void>;
  onMessage: (channel: string, payload: string) => void;
  onLost: () => void;
  log: Log;
};

const RETRY_MS = 500;

/**
 * Listens to channels on a connection of its own (a transaction pooler cannot carry LISTEN), reconnecting until closed.
 * Resolves after the first attempt, connected or not.
 */
export async function listen(options: ListenOptions): Promise<{ close(): Promise<void> }> {
  let closed = false;
  let client: Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const lose = (lost: Client) => {
    if (client !== lost) return;
    client = undefined;
    void lost.end().catch(() => undefined);
    options.onLost();
    if (!closed) retry = setTimeout(() => void connect(), RETRY_MS);
  };

  const connect = async () => {
    const next = new Client({ connectionString: options.url, application_name: "gatehouse listen", keepAlive: true });
    client = next;
    next.on("error", () => lose(next));
    next.on("end", () => lose(next));
    next.on("notification", ({ channel, payload }) => options.onMessage(channel, payload ?? ""));
    try {
      await next.connect();
      for (const channel of options.channels) await next.query(`listen ${escapeIdentifier(channel)}`);
      await options.onConnected();
    } catch (error) {
      options.log.warn({ err: error, channels: options.channels }, "the database does not answer; listening again soon");
      lose(next);
    }
  };

  await connect();
  return {
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}

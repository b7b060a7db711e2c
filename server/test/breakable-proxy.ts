import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export type BreakableProxy = {
  /** The address of the target, led through here. */
  url: string;
  /** Ends every connection and refuses new ones, as a server that is stopped. */
  stop(): void;
  /** Takes connections and bytes and never answers, as a server that hangs. */
  stall(): void;
  /** Lets everything through again. */
  restore(): void;
  /** How often a client has sent something: one for each round trip of who waits for the answer. */
  requests(): number;
  close(): Promise<void>;
};

/** Stands between a client and a real Redis or Postgres, to take it away and give it back. */
export async function createBreakableProxy(targetUrl: string): Promise<BreakableProxy> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let requests = 0;
  let state: "open" | "stopped" | "stalled" = "open";

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((incoming) => {
    keep(incoming);
    if (state === "stopped") return void incoming.destroy();
    const outgoing = keep(connect(Number(target.port), target.hostname));
    incoming.on("close", () => outgoing.destroy());
    outgoing.on("close", () => incoming.destroy());
    incoming.on("data", (bytes) => {
      requests += 1;
      if (state === "open") outgoing.write(bytes);
    });
    outgoing.on("data", (bytes) => state === "open" && incoming.write(bytes));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = new URL(targetUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  const hangUp = () => sockets.forEach((socket) => socket.destroy());

  return {
    url: url.href,
    stop() {
      state = "stopped";
      hangUp();
    },
    stall: () => void (state = "stalled"),
    restore() {
      // What was swallowed cannot be given back: those connections are of no use any more.
      if (state === "stalled") hangUp();
      state = "open";
    },
    requests: () => requests,
    async close() {
      hangUp();
      server.close();
      await once(server, "close");
    },
  };
}

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** The line of a phone far from town: every byte of every connection shares it. */
export type Line = { roundTripMs: number; bitsPerSecond: number };
export type SlowLine = { origin: string; close(): Promise<void> };

const packetBytes = 1_400;

/**
 * Leads to the target over a slow line: half a round trip each way, one more round trip for a new connection as its handshake
 * costs, and a shared rate for what comes back, divided fairly between connections. It is the line that is slow, not a model
 * of it, so that order and priority of requests count as they do for a visitor.
 */
export async function openSlowLine(target: string, { roundTripMs, bitsPerSecond }: Line): Promise<SlowLine> {
  const { hostname, port } = new URL(target);
  const bytesPerMs = bitsPerSecond / 8 / 1_000;
  const sockets = new Set<Socket>();
  const waiting: { to: Socket; bytes: Buffer }[] = [];
  let last: Socket | undefined;
  let busy = false;

  const sendNext = (): void => {
    if (busy || waiting.length === 0) return;
    const other = waiting.findIndex(({ to }) => to !== last);
    const [packet] = waiting.splice(Math.max(other, 0), 1);
    if (!packet) return;
    busy = true;
    last = packet.to;
    setTimeout(() => {
      setTimeout(() => packet.to.writable && packet.to.write(packet.bytes), roundTripMs / 2);
      busy = false;
      sendNext();
    }, packet.bytes.length / bytesPerMs);
  };

  const server = createServer((visitor) => {
    const openAt = performance.now() + roundTripMs;
    const upstream = connect(Number(port), hostname);
    for (const socket of [visitor, upstream]) {
      sockets.add(socket);
      socket.setNoDelay();
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    visitor.on("close", () => upstream.destroy());
    visitor.on("data", (bytes) => {
      const arrivesAt = Math.max(performance.now(), openAt) + roundTripMs / 2;
      setTimeout(() => upstream.writable && upstream.write(bytes), arrivesAt - performance.now());
    });
    upstream.on("data", (bytes) => {
      for (let start = 0; start < bytes.length; start += packetBytes)
        waiting.push({ to: visitor, bytes: bytes.subarray(start, start + packetBytes) });
      sendNext();
    });
  });
  await once(server.listen(0, "localhost"), "listening");
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

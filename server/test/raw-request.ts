import { once } from "node:events";
import { request, type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; text: string };

export type RawRequest = {
  method?: string;
  path: string;
  headers?: OutgoingHttpHeaders;
  /** Several pieces are sent chunked, without a length. */
  body?: string | Buffer | Array<string | Buffer>;
  agent?: Agent;
};

async function portOf(server: Server | { port: number }): Promise<number> {
  if ("port" in server) return server.port;
  if (!server.listening) await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

/** Sends exactly what it is told, which a friendlier client would mend or refuse. A server of ours listens from then on; another is named by its port. */
export async function sendRaw(
  server: Server | { port: number },
  { method = "GET", path, headers = {}, body, agent }: RawRequest,
): Promise<RawAnswer> {
  const port = await portOf(server);
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    const outgoing = request({ host: "127.0.0.1", port, method, path, headers, ...(agent && { agent }) }, (incoming) => {
      isAnswered = true;
      const pieces: Buffer[] = [];
      incoming.on("data", (piece: Buffer) => pieces.push(piece));
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: Buffer.concat(pieces).toString("utf8") }),
      );
    });
    // A server may answer and hang up before it has read all of a body that it does not want.
    outgoing.on("error", (error) => (isAnswered ? undefined : reject(error)));
    if (Array.isArray(body)) for (const piece of body) outgoing.write(piece);
    outgoing.end(Array.isArray(body) ? undefined : body);
  });
}

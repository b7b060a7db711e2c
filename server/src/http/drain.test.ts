import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import { drainable } from "./drain.ts";

/** A server whose requests are answered when the test says so, and a client that keeps its connections. */
async function slowServer() {
  const waiting: ServerResponse[] = [];
  const server = createServer((_request, response) => void waiting.push(response));
  const { drain } = drainable(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const agent = new Agent({ keepAlive: true });
  const request = async (): Promise<IncomingMessage> => {
    const [answer] = (await once(get({ agent, port: (server.address() as AddressInfo).port }), "response")) as [IncomingMessage];
    answer.resume();
    return answer;
  };
  const arrived = async (count: number) => {
    while (waiting.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { server, drain, request, waiting, arrived, stop: () => agent.destroy() };
}

test("a drain answers what is under way, and does not wait for the connection that its client keeps", async () => {
  const { drain, request, waiting, arrived, stop } = await slowServer();
  const answer = request();
  await arrived(1);
  let isDrained = false;
  const drained = drain(60_000).then(() => (isDrained = true));
  expect(isDrained).toBe(false);
  waiting[0]?.end("done");
  expect((await answer).statusCode).toBe(200);
  await drained;
  stop();
});

test("an answer to a request that came while draining tells its client to close the connection", async () => {
  const { server, drain, waiting, arrived } = await slowServer();
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  let answers = "";
  socket.on("data", (chunk) => (answers += chunk.toString("utf8")));
  socket.write("GET /before HTTP/1.1\r\nHost: a\r\n\r\n");
  await arrived(1);
  const drained = drain(60_000);
  socket.write("GET /while HTTP/1.1\r\nHost: a\r\n\r\n");
  await arrived(2);
  for (const response of waiting) response.end();
  await Promise.all([drained, once(socket, "close")]);
  expect(answers.match(/^Connection: .*$/gm)).toEqual(["Connection: keep-alive", "Connection: close"]);
});

test("at the cap a drain gives up what is still under way", async () => {
  const { drain, request, arrived, stop } = await slowServer();
  const answer = request().catch((error: NodeJS.ErrnoException) => error.code);
  await arrived(1);
  await drain(50);
  expect(await answer).toBe("ECONNRESET");
  stop();
});

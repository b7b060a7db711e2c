import { request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { signedInPerson, type SignedIn } from "../../../test/client.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const EVENTS = 100_000;
/** What may be held beside what was before: a fraction of the document, which has 45 MB. */
const MOST_BYTES = 25e6;
const LOOK_BYTES = 5e6;

let app: TestApp;
let signedIn: SignedIn;
beforeAll(async () => {
  app = await createTestApp();
  ({ signedIn } = await signedInPerson(app));
  await app.deps.db.raw(
    `insert into audit_events (id, occurred_at, actor_type, actor_id, actor_name, action, outcome, subject_user_id, ip, user_agent, request_id, after)
     select gen_random_uuid(), date_trunc('milliseconds', now()) - make_interval(secs => one / 10), 'user', :id, 'Ada', 'session.started', 'success', :id,
       '203.0.113.1', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', gen_random_uuid(), '{"methods":["pwd"]}'
     from generate_series(1, ${EVENTS}) as one`,
    { id: signedIn.user.id },
  );
  await app.ownerDb.raw("analyze audit_events");
}, 60_000);
afterAll(() => app.close());

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** The bytes that the process holds on to. */
function inUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Reads the export as a client does that keeps nothing of it, and looks at the memory of the process after every few megabytes. */
async function download() {
  const before = inUse();
  let [most, bytes, events, looked] = [0, 0, 0, 0];
  let tail = "";
  const { port } = app.server.address() as AddressInfo;
  const headers = { Authorization: `Bearer ${signedIn.accessToken}` };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ port, path: "/api/v1/me/export", headers }, resolve).on("error", reject).end();
  });
  for await (const piece of answer as AsyncIterable<Buffer>) {
    bytes += piece.length;
    const text = tail + piece.toString("latin1");
    events += text.split('"action":"session.started"').length - 1;
    tail = text.slice(-25);
    if (bytes - looked < LOOK_BYTES) continue;
    looked = bytes;
    most = Math.max(most, inUse() - before);
  }
  return { most, bytes, events };
}

test(`an export of ${EVENTS} events is whole, and takes no more memory than a short one`, async () => {
  const { most, bytes, events } = await download();
  expect(events).toBeGreaterThanOrEqual(EVENTS);
  expect(bytes).toBeGreaterThan(40e6);
  expect(most).toBeLessThan(MOST_BYTES);
}, 300_000);

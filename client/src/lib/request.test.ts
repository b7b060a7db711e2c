import { expect, test } from "@jest/globals";
import { request } from "./request.ts";
import { answer } from "./session/fake-browser.ts";

test("what fills a route's path goes out encoded, so that it can never become another path", async () => {
  const sent: string[] = [];
  await request("DELETE /me/sessions/{sessionId}", { params: { sessionId: "../a b?c=$&" } }, (url, { method }) => {
    sent.push(`${method} ${url}`);
    return Promise.resolve(answer(200, {}));
  });
  expect(sent).toEqual(["DELETE /api/v1/me/sessions/..%2Fa%20b%3Fc%3D%24%26"]);
});

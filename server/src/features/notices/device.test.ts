import { expect, test } from "@jest/globals";
import { deviceOf } from "./index.ts";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox on Linux"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1", "Safari on iPhone"],
  ["curl/8.14.1", "curl"],
  [null, "an unknown program"],
])("%s is %s", (userAgent, device) => {
  expect(deviceOf({ userAgent })).toBe(device);
});

test.each(["evil.example/login", "https://evil.example", "<b>x</b>", "Call +1-555-0100 now", "a".repeat(400)])(
  "what somebody writes into the header is no text of our mail: %s",
  (userAgent) => {
    expect(deviceOf({ userAgent })).toMatch(/^(an unknown program|Call)$/);
  },
);

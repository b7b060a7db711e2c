import { expect, test } from "@jest/globals";
import { parseServerLine, readableWarning } from "./server-log.ts";

const readable = (line: string): string | undefined => readableWarning(parseServerLine(line));

test("information stays in the file", () => {
  expect(readable('{"level":"info","msg":"request"}')).toBeUndefined();
});

test("a warning is shown with its cause and its request", () => {
  expect(readable('{"level":"warn","msg":"slow","err":{"message":"timed out"},"requestId":"r1"}')).toBe(
    "warning: slow (timed out), request r1",
  );
});

test("a fatal line is an error", () => {
  expect(readable('{"level":"fatal","msg":"The start failed."}')).toBe("error: The start failed.");
});

test("what is no log line is shown as it is", () => {
  expect(readable("SyntaxError: Unexpected token")).toBe("error: SyntaxError: Unexpected token");
});

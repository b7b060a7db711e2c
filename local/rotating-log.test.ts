import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { openRotatingLog } from "./rotating-log.ts";

test("a log never takes much more than twice its size, and the newest lines are kept", () => {
  const folder = mkdtempSync(join(tmpdir(), "log-"));
  const path = join(folder, "a.log");
  const log = openRotatingLog(path, 100);
  for (let line = 0; line < 100; line += 1) log.write(`line ${line}`);
  log.close();
  expect(statSync(path).size + statSync(`${path}.1`).size).toBeLessThan(250);
  expect(readFileSync(path, "utf8")).toMatch(/line 99\n$/);
  rmSync(folder, { recursive: true });
});

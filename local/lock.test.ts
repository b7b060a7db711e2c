import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { lockHolder, takeLock } from "./lock.ts";

let folder = "";
let path = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  path = join(folder, "some.lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a lock held by a living process is not taken, and says who holds it", () => {
  const first = takeLock(path);
  expect("lock" in first).toBe(true);
  expect(takeLock(path)).toEqual({ heldBy: process.pid });
  expect(lockHolder(path)).toBe(process.pid);
});

test("a released lock can be taken again", () => {
  const first = takeLock(path);
  if ("lock" in first) first.lock.release();
  expect(existsSync(path)).toBe(false);
  expect("lock" in takeLock(path)).toBe(true);
});

test("the lock of a dead process is taken over", () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(path, JSON.stringify({ pid, startedAt: "1" }));
  expect(lockHolder(path)).toBeUndefined();
  expect("lock" in takeLock(path)).toBe(true);
});

test("the lock of a process whose id was given to another one is taken over", () => {
  writeFileSync(path, JSON.stringify({ pid: process.pid, startedAt: "1" }));
  expect("lock" in takeLock(path)).toBe(true);
});

test("a lock file cut short is taken over", () => {
  writeFileSync(path, '{"pid":');
  expect("lock" in takeLock(path)).toBe(true);
});

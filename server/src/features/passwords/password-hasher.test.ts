import { describe, expect, test } from "@jest/globals";
import bcrypt from "bcrypt";
import { QueueFull, type Lane } from "../../platform/bounded-queue.ts";
import { parseKeyRing } from "../../platform/key-ring.ts";
import { createMetrics } from "../../platform/metrics.ts";
import { createPasswordHasher } from "./password-hasher.ts";

const pepper = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString("base64")}`;
const OLD = pepper("p1", 1);
const NEW = pepper("p2", 2);

function hasherWith(peppers: string, { bcryptCost = 4, hashSlots = 2 } = {}) {
  const metrics = createMetrics();
  const hasher = createPasswordHasher({ peppers: parseKeyRing(peppers), bcryptCost, hashSlots, metrics });
  return {
    metrics,
    hash: (password: string, lane: Lane = "stranger") => hasher.hash(password, lane),
    verify: (password: string, stored: string | undefined) => hasher.verify(password, stored, "stranger"),
    requireRoom: (lane: Lane) => hasher.requireRoom(lane),
  };
}

describe("a password", () => {
  const { hash, verify } = hasherWith(OLD);

  test("belongs to its own hash and to no other, and two hashes of it differ", async () => {
    const [one, two] = await Promise.all([hash("wet otter hums at noon"), hash("wet otter hums at noon")]);
    expect(one).toMatch(/^gh1\$p1\$\$2b\$04\$.{53}$/);
    expect(one).not.toBe(two);
    expect(await verify("wet otter hums at noon", one)).toEqual({ isValid: true, isOutdated: false });
    expect(await verify("wet otter hums at noon ", one)).toEqual({ isValid: false, isOutdated: false });
  });

  test.each([
    ["64 Cyrillic letters", "я".repeat(64)],
    ["64 CJK characters", "門".repeat(64)],
    ["256 astral characters", "😀".repeat(256)],
    ["200 ASCII letters", "x".repeat(200)],
    ["text behind a NUL", "wet\0otter hums at noon"],
  ])("counts to its last character: %s", async (_name, password) => {
    const stored = await hash(password);
    expect((await verify(password, stored)).isValid).toBe(true);
    expect((await verify(`${password.slice(0, -2)}zz`, stored)).isValid).toBe(false);
    expect((await verify(`${password}z`, stored)).isValid).toBe(false);
  });

  test("is the same in every form that a keyboard may send", async () => {
    const stored = await hash("cafe\u0301 ﬁlm ｗｉｄｅ at noon");
    expect((await verify("café film wide at noon", stored)).isValid).toBe(true);
  });

  test.each([undefined, "", "x", "gh1$p1$", "gh1$p1$plain", "$2a$04$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"])(
    "belongs to nothing that is no hash of ours: %s",
    async (stored) => {
      expect((await verify("wet otter hums at noon", stored)).isValid).toBe(false);
    },
  );
});

describe("the pepper", () => {
  test("is needed: without it, or with another under its name, no password belongs to the hash", async () => {
    const stored = await hasherWith(OLD).hash("wet otter hums at noon");
    expect((await hasherWith(NEW).verify("wet otter hums at noon", stored)).isValid).toBe(false);
    expect((await hasherWith(pepper("p1", 9)).verify("wet otter hums at noon", stored)).isValid).toBe(false);
  });

  test("can be changed: the old hash verifies and is to be made anew with the new one", async () => {
    const stored = await hasherWith(OLD).hash("wet otter hums at noon");
    const rotated = hasherWith(`${NEW},${OLD}`);
    expect(await rotated.verify("wet otter hums at noon", stored)).toEqual({ isValid: true, isOutdated: true });
    expect(await rotated.hash("wet otter hums at noon")).toMatch(/^gh1\$p2\$/);
  });

  test("stands between the hash and who guesses: bcrypt alone does not find the password", async () => {
    const stored = await hasherWith(OLD).hash("wet otter hums at noon");
    expect(await bcrypt.compare("wet otter hums at noon", stored.replace(/^gh1\$p1\$/, ""))).toBe(false);
  });
});

test("a plain bcrypt hash that was imported verifies and is to be made anew", async () => {
  const { verify } = hasherWith(OLD);
  const imported = await bcrypt.hash("wet otter hums at noon", 4);
  expect(await verify("wet otter hums at noon", imported)).toEqual({ isValid: true, isOutdated: true });
  expect((await verify("another one", imported)).isValid).toBe(false);
});

test("an imported hash verifies the password as it was typed, whatever our own form of it would be", async () => {
  const typed = "\ufb01ne otter hums at noon";
  expect((await hasherWith(OLD).verify(typed, await bcrypt.hash(typed, 4))).isValid).toBe(true);
});

test("a hash of another cost is to be made anew", async () => {
  const stored = await hasherWith(OLD, { bcryptCost: 5 }).hash("wet otter hums at noon");
  expect(await hasherWith(OLD).verify("wet otter hums at noon", stored)).toEqual({ isValid: true, isOutdated: true });
});

describe("of many passwords at once", () => {
  type Values = { get(): Promise<{ values: Array<{ value: number; labels: { lane?: string | number } }> }> };
  const read = async (metric: Values, lane: Lane = "stranger") =>
    (await metric.get()).values.find(({ labels }) => labels.lane === lane)?.value;

  test("no more than the slots are hashed, ten wait for each slot, and the next is refused at once", async () => {
    const { hash, metrics } = hasherWith(OLD, { bcryptCost: 6, hashSlots: 2 });
    const accepted = Array.from({ length: 22 }, () => hash("wet otter hums at noon"));
    await expect(hash("one too many")).rejects.toBeInstanceOf(QueueFull);
    expect(await read(metrics.hashWaiting)).toBe(20);
    expect(await read(metrics.hashRefused)).toBe(1);
    await Promise.all(accepted);
    expect(await read(metrics.hashWaiting)).toBe(0);
    await hash("there is room again");
  });

  test("strangers who take every place of theirs leave the known ones free, of whom ten wait for each slot too", async () => {
    const { hash, requireRoom, metrics } = hasherWith(OLD, { bcryptCost: 6, hashSlots: 1 });
    const order: Lane[] = [];
    const stand = (lane: Lane) => hash("wet otter hums at noon", lane).then(() => order.push(lane));
    const accepted = Array.from({ length: 11 }, () => stand("stranger"));
    expect(() => requireRoom("stranger")).toThrow(QueueFull);
    requireRoom("known");
    accepted.push(...Array.from({ length: 10 }, () => stand("known")));
    expect(() => requireRoom("known")).toThrow(QueueFull);
    expect([await read(metrics.hashWaiting, "known"), await read(metrics.hashWaiting)]).toEqual([10, 10]);
    expect([await read(metrics.hashRefused, "known"), await read(metrics.hashRefused)]).toEqual([1, 1]);
    await Promise.all(accepted);
    // The one that ran already, and then a stranger after each three.
    expect(
      order
        .slice(0, 9)
        .map(([letter]) => letter)
        .join(""),
    ).toBe("skkkskkks");
  });

  test("one that has a slot at once does not count as waiting", async () => {
    const { hash, metrics } = hasherWith(OLD, { bcryptCost: 6, hashSlots: 1 });
    const running = hash("wet otter hums at noon");
    expect(await read(metrics.hashWaiting)).toBe(0);
    await running;
  });
});

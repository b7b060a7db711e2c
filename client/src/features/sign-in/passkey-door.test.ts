import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { pass } from "../../lib/session/fake-browser.ts";
import { createPasskeyDoor } from "./passkey-door.ts";

interface Asked {
  mediation: string | undefined;
  challenge: string;
  choose: () => void;
  refuse: (name: string) => void;
}

const asked: Asked[] = [];
let begun = 0;

/** A browser that allows one question at a time, as browsers do. */
function get({ mediation, publicKey, signal }: CredentialRequestOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const refuse = (name: string) => reject(new DOMException("x", name));
    signal?.addEventListener("abort", () => reject(signal.reason));
    const bytes = new Uint8Array([1]).buffer;
    const response = { authenticatorData: bytes, clientDataJSON: bytes, signature: bytes, userHandle: bytes };
    const credential = { id: "AQ", rawId: bytes, type: "public-key", response, getClientExtensionResults: () => ({}) };
    const challenge = Buffer.from(publicKey?.challenge as ArrayBuffer).toString();
    asked.push({ mediation, challenge, choose: () => resolve(credential), refuse });
  });
}

function open(finish: (token: string) => Promise<unknown> = () => Promise.resolve()) {
  const onError = jest.fn<(error: unknown) => void>();
  const onBusy = jest.fn<(isBusy: boolean) => void>();
  const sent: string[] = [];
  const wishes: unknown[] = [];
  const door = createPasskeyDoor({
    begin: () => {
      begun += 1;
      const challenge = Buffer.from(`challenge-${begun}`).toString("base64url");
      return Promise.resolve({
        token: `token-${begun}`,
        options: { challenge, rpId: "localhost", timeout: 300_000, userVerification: "required" },
      });
    },
    finish: ({ token, keepsAccount }) => {
      sent.push(token);
      wishes.push(keepsAccount);
      return finish(token);
    },
    onBusy,
    onError,
  });
  return { ...door, onError, onBusy, sent, wishes };
}

/** Waits for a question that was not there before. */
async function question(number: number): Promise<Asked> {
  for (let tries = 0; tries < 100 && asked.length < number; tries += 1) await pass(5);
  const found = asked[number - 1];
  if (!found) throw new Error(`There was no question ${number}.`);
  return found;
}

let door: ReturnType<typeof open> | undefined;

beforeEach(() => {
  asked.length = 0;
  begun = 0;
  const credential = Object.assign(() => {}, { isConditionalMediationAvailable: () => Promise.resolve(true) });
  Object.defineProperty(globalThis, "PublicKeyCredential", { value: credential, configurable: true });
  Object.defineProperty(navigator, "credentials", { value: { get }, configurable: true });
  document.body.innerHTML = `<input autocomplete="username webauthn">`;
});
afterEach(() => {
  door?.close();
  jest.useRealTimers();
  Reflect.deleteProperty(globalThis, "PublicKeyCredential");
});

test("passkeys are offered at the field of the address, and one that is chosen signs in", async () => {
  door = open();
  void door.offer();
  const offer = await question(1);
  expect(offer.mediation).toBe("conditional");
  offer.choose();
  await pass(20);
  expect(door.sent).toEqual(["token-1"]);
});

test("the button asks in a dialog in place of the offer, which comes back when the dialog is closed", async () => {
  door = open();
  void door.offer();
  await question(1);
  void door.ask();
  const dialog = await question(2);
  expect(dialog.mediation).toBeUndefined();
  dialog.refuse("NotAllowedError");
  expect((await question(3)).mediation).toBe("conditional");
  expect(door.onError).toHaveBeenLastCalledWith(expect.objectContaining({ name: "PasskeyRefused" }));
  expect(door.sent).toEqual([]);
});

test("a passkey that the server refuses is told, and offered again with another challenge", async () => {
  door = open(() => Promise.reject(new Error("not known here")));
  void door.offer();
  (await question(1)).choose();
  const next = await question(2);
  expect(next.challenge).toBe("challenge-2");
  expect(door.onError).toHaveBeenCalledTimes(1);
  expect(door.onBusy).toHaveBeenLastCalledWith(false);
});

test("a challenge is renewed before it ends, and nobody is told", async () => {
  jest.useFakeTimers({ doNotFake: ["queueMicrotask", "nextTick"] });
  door = open();
  void door.offer();
  await jest.advanceTimersByTimeAsync(500);
  expect(asked).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(4 * 60_000);
  expect(asked.map(({ challenge }) => challenge)).toEqual(["challenge-1", "challenge-2"]);
  expect(door.onError).not.toHaveBeenCalled();
});

test.each(["says no", "throws"])("a browser that cannot offer anything at a field asks the server for nothing: it %s", async (how) => {
  PublicKeyCredential.isConditionalMediationAvailable = () => (how === "throws" ? Promise.reject(new Error("x")) : Promise.resolve(false));
  door = open();
  void door.offer();
  await pass(60);
  expect([begun, asked.length]).toEqual([0, 0]);
  expect(door.onError).not.toHaveBeenCalled();
});

test("a browser that offers nothing at a field is not asked over and over", async () => {
  document.body.innerHTML = "";
  door = open();
  void door.offer();
  await pass(60);
  expect([begun, asked.length]).toEqual([1, 0]);
  expect(door.onError).not.toHaveBeenCalled();
});

test("after the page is left nothing is offered any more", async () => {
  door = open();
  void door.offer();
  await question(1);
  door.close();
  await pass(60);
  expect(asked).toHaveLength(1);
});

test("a wish goes with the button that was pressed for it, and never with a passkey that is chosen at the field", async () => {
  door = open(() => Promise.reject(new Error("refused")));
  void door.offer();
  (await question(1)).choose();
  await question(2);
  void door.ask({ keepsAccount: true });
  (await question(3)).choose();
  (await question(4)).choose();
  await question(5);
  expect(door.wishes).toEqual([undefined, true, undefined]);
});

import type { AuthenticationResponseJSON } from "@simplewebauthn/browser";
import type { BodyOf, PasskeyQuestion } from "../../api/types.ts";
import { askForPasskey, callOffPasskey, offersPasskeysAtFields } from "../../lib/passkeys.ts";

/** What is done with the passkey that the person has chosen. */
interface Steps {
  /** Asks the server for a challenge, which is good for five minutes. */
  begin: () => Promise<PasskeyQuestion>;
  /** Signs in. */
  finish: (answer: BodyOf<"POST /auth/passkey">) => Promise<unknown>;
  onBusy: (isBusy: boolean) => void;
  onError: (error: unknown) => void;
}

/** What a person wants beside being signed in, who has pressed the button for it. */
type Wish = Pick<BodyOf<"POST /auth/passkey">, "keepsAccount">;

/** A challenge is renewed well before it ends, however long the page stays open. */
const renewalMs = 5 * 60_000 * 0.75;

/**
 * Offers the person's passkeys at the field of the address for as long as the page is open, and in a dialog when asked. Browsers
 * allow one question at a time, so the dialog takes the place of the offer, which comes back after it.
 */
export function createPasskeyDoor({ begin, finish, onBusy, onError }: Steps) {
  let turn = 0;

  const send = async ({ token }: PasskeyQuestion, response: AuthenticationResponseJSON, wish: Wish = {}) => {
    onBusy(true);
    try {
      await finish({ token, response, ...wish });
    } finally {
      onBusy(false);
    }
  };

  /** One offer; false when there is no use in another one. */
  async function offerOnce(isMine: () => boolean): Promise<boolean> {
    let ceremony: PasskeyQuestion;
    try {
      ceremony = await begin();
    } catch {
      // Nobody has asked for anything yet: it is tried again when that may help.
      await nextChance();
      return true;
    }
    if (!isMine()) return false;
    const renewal = setTimeout(() => void callOffPasskey(), renewalMs);
    try {
      await send(ceremony, await askForPasskey(ceremony.options, { autofill: true }));
      return false;
    } catch (error) {
      if (isCalledOff(error)) return true;
      // A browser that cannot offer says so at once; that is not the person's doing.
      if (error instanceof Error && error.name === "PasskeyRefused") return false;
      if (isMine()) onError(error);
      return true;
    } finally {
      clearTimeout(renewal);
    }
  }

  async function offer(): Promise<void> {
    turn += 1;
    const mine = turn;
    const isMine = () => mine === turn;
    let isUseful = await offersPasskeysAtFields();
    while (isUseful && isMine()) {
      if (document.visibilityState === "hidden") await nextChance();
      else isUseful = await offerOnce(isMine);
    }
  }

  async function ask(wish?: Wish): Promise<void> {
    turn += 1;
    const mine = turn;
    onBusy(true);
    onError(null);
    try {
      const ceremony = await begin();
      await send(ceremony, await askForPasskey(ceremony.options), wish);
    } catch (error) {
      if (mine !== turn) return;
      if (!isCalledOff(error)) onError(error);
      onBusy(false);
      void offer();
    }
  }

  function close(): void {
    turn += 1;
    void callOffPasskey();
  }

  return { offer, ask, close };
}

function isCalledOff(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** When the network is back, or the page is looked at again. */
function nextChance(): Promise<void> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const go = () => {
      stop.abort();
      resolve();
    };
    window.addEventListener("online", go, stop);
    document.addEventListener("visibilitychange", go, stop);
  });
}

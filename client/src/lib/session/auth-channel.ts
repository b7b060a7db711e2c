import type { SignedIn } from "../../api/types.ts";
import type { SignedOutReason } from "./snapshot.ts";

/**
 * What the tabs of one browser tell each other. `expiresIn` counts from the moment of sending. The token of a switch to another
 * organization may end sooner than the one before it and is the newer one all the same.
 */
export type AuthMessage = { kind: "in"; answer: SignedIn; isSwitch?: boolean } | { kind: "out"; sessionId: string; why: SignedOutReason };

/** The line between the tabs; messages reach all of them but the sender, and are kept nowhere. */
export interface AuthChannel {
  post: (message: AuthMessage) => void;
  close: () => void;
}

/** Opens the line. Where there is no BroadcastChannel each tab asks the server for itself. */
export function openAuthChannel(receive: (message: AuthMessage) => void): AuthChannel {
  if (typeof BroadcastChannel === "undefined") return { post: () => {}, close: () => {} };
  const channel = new BroadcastChannel("gh-auth");
  channel.addEventListener("message", (event: MessageEvent<AuthMessage>) => receive(event.data));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel never leaves its origin
  const post = (message: AuthMessage) => channel.postMessage(message);
  return { post, close: () => channel.close() };
}

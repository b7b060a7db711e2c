import { session } from "./browser-session.ts";

/** Gets a token that says of the session what holds now: that it was proven with a second factor. Does no harm when it fails. */
export async function renewToken(): Promise<void> {
  try {
    const { accessToken } = await session.bearer();
    await session.bearer(accessToken);
  } catch {
    // The next token says it too, and no call has failed by this.
  }
}

import type { MailKind } from "../src/features/mail/index.ts";
import type { Client } from "./client.ts";
import { addPasskey } from "./passkeys.ts";
import { lastMail } from "./queued-mails.ts";
import { addTotp } from "./second-factors.ts";
import type { TestApp } from "./test-app.ts";

export const UNDO_ADDITIONS = "/api/v1/auth/additions/undo";

/** The token of the link in the last mail about an addition. */
export async function undoTokenOf(
  app: TestApp,
  email: string,
  kind: Extract<MailKind, "second_factor_added" | "connection_added"> = "second_factor_added",
): Promise<string> {
  const { undoLink } = (await lastMail(app, email, kind)) as { undoLink: string };
  if (!undoLink.startsWith("http://localhost:3000/undo-additions#token=")) throw new Error(`The link is ${undoLink}.`);
  return app.secret(undoLink.slice(undoLink.indexOf("=") + 1));
}

type Owner = { email: string; browser: Client };

/** Adds a passkey in the person's browser; answers with what can use it, and the token that takes it back. */
export async function addPasskeyWithUndo(app: TestApp, { email, browser }: Owner) {
  const added = await addPasskey(app, browser);
  return { ...added, undoToken: await undoTokenOf(app, email) };
}

/** The same of an authenticator app. */
export async function addTotpWithUndo(app: TestApp, { email, browser }: Owner) {
  const added = await addTotp(app, browser);
  return { ...added, undoToken: await undoTokenOf(app, email) };
}

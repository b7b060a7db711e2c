import { newEmail, signIn, type Client, type SignedIn } from "./client.ts";
import { confirmedPerson, createCookieBrowser, noteProof, type AskedForProof } from "./proofs.ts";
import { lastMail } from "./queued-mails.ts";
import type { TestApp } from "./test-app.ts";

const PATH = "/api/v1/me/email-change";
const PROVE = "/api/v1/auth/email-change/prove";

export type Person = { id: string; email: string; name: string; password: string; signedIn: SignedIn; browser: Client };

/** A signed-in browser of somebody. */
export async function signedInBrowser(
  app: TestApp,
  person: { email: string; password: string },
): Promise<{ signedIn: SignedIn; browser: Client }> {
  const signedIn = await signIn(app, person);
  return { signedIn, browser: createCookieBrowser(app, { Authorization: `Bearer ${signedIn.accessToken}` }) };
}

/** A person with a confirmed address, signed in in one browser. Needs a mail mode of "smtp". */
export async function personWithMailbox(app: TestApp): Promise<Person> {
  const { email, name, password } = await confirmedPerson(app);
  const { signedIn, browser } = await signedInBrowser(app, { email, password });
  return { id: signedIn.user.id, email, name, password, signedIn, browser };
}

export type AskedChange = { oldEmail: string; newEmail: string; browser: Client; old: AskedForProof; new: AskedForProof };

/** Asks for another address in the person's browser; answers with what both mailboxes got. */
export async function askForChange(
  app: TestApp,
  { browser, password, email: oldEmail }: Pick<Person, "browser" | "password" | "email">,
  newAddress: string = newEmail(),
): Promise<AskedChange> {
  const { body } = await browser.post(PATH, { newEmail: newAddress, currentPassword: password }).expect(201);
  const asked = body as { oldChallenge: { id: string }; newChallenge: { id: string } };
  return {
    oldEmail,
    newEmail: newAddress,
    browser,
    old: noteProof(app, asked.oldChallenge.id, await lastMail(app, oldEmail, "email_change_old")),
    new: noteProof(app, asked.newChallenge.id, await lastMail(app, newAddress, "email_change_new")),
  };
}

export const prove = (browser: Client, { challengeId, code }: AskedForProof) => browser.post(PROVE, { challengeId, code });

/** Changes the address of the person; answers with the token of the undo link that the old mailbox got. */
export async function changeAddress(
  app: TestApp,
  person: Pick<Person, "browser" | "password" | "email">,
  newAddress: string = newEmail(),
): Promise<{ newEmail: string; undoToken: string }> {
  const change = await askForChange(app, person, newAddress);
  await prove(person.browser, change.old).expect(200);
  await prove(person.browser, change.new).expect(200);
  const { undoLink } = await lastMail(app, person.email, "email_changed");
  return { newEmail: newAddress, undoToken: app.secret(undoLink.slice(undoLink.indexOf("=") + 1)) };
}

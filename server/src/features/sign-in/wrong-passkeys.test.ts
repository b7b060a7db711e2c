import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, type Client } from "../../../test/client.ts";
import { personWithPasskey, questionOf } from "../../../test/passkeys.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { queuedMails } from "../../../test/queued-mails.ts";
import { beginSignIn } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const PATH = "/api/v1/auth/second-factor/passkey";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ settings: { SIGN_IN_ATTEMPTS_PER_MINUTE: "1000" } });
});
afterAll(() => app.close());

type Person = Awaited<ReturnType<typeof personWithPasskey>>;

/** The answer of the person's passkey with a signature that is not its own. */
async function sendWrong(client: Client, token: string, person: Person) {
  const { token: challenge, options } = await questionOf(app, client, `${PATH}/options`, { token });
  const right = person.authenticator.get(options);
  const signature = Buffer.from("a signature of somebody else").toString("base64url");
  const response = { ...right, response: { ...right.response, signature } };
  return client.post(PATH, { token, challenge, response, refreshTransport: "body" });
}

const failuresOf = (person: Person) => app.deps.db("auditEvents").where({ subjectUserId: person.userId, action: "second_factor.failed" });
const triesOf = async ({ userId }: Person) =>
  ((await app.deps.db("pendingSignIns").where({ userId }).orderBy("id", "desc").first()) as { tries: number }).tries;

test("ten wrong passkeys end a sign-in, are recorded once in an hour, and are told at the fifth", async () => {
  const person = await personWithPasskey(app);
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  for (let nth = 1; nth <= 10; nth += 1) {
    expectProblem(await sendWrong(program, token, person), "passkey_refused");
    expect(await triesOf(person)).toBe(nth);
    const told = (await queuedMails(app, person.email)).filter(({ kind }) => kind === "second_factor_failing");
    expect(told).toHaveLength(nth < 5 ? 0 : 1);
  }
  expect(await failuresOf(person)).toEqual([expect.objectContaining({ after: { method: "passkey" }, outcome: "denied" })]);
  const { token: challenge, options } = await questionOf(app, program, `${PATH}/options`, { token });
  const right = { token, challenge, response: person.authenticator.get(options), refreshTransport: "body" };
  expectProblem(await program.post(PATH, right), "pending_sign_in_ended");
});

test("an answer to no question of ours is neither counted nor recorded", async () => {
  const person = await personWithPasskey(app);
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  const { options } = await questionOf(app, program, `${PATH}/options`, { token });
  const response = person.authenticator.get(options);
  expectProblem(await program.post(PATH, { token, challenge: "nothing of ours", response, refreshTransport: "body" }), "passkey_refused");
  expect(await triesOf(person)).toBe(0);
  expect(await failuresOf(person)).toEqual([]);

  const denials = () => app.deps.db("auditEvents").where({ action: "session.denied" });
  const before = (await denials()).length;
  expectProblem(
    await program.post("/api/v1/auth/passkey", { token: "nothing of ours", response, refreshTransport: "body" }),
    "passkey_refused",
  );
  expect(await denials()).toHaveLength(before);
});

test("wrong passkeys of a stranger hold nobody up", async () => {
  const person = await personWithPasskey(app);
  for (let time = 0; time < 2; time += 1) {
    const stranger = createClient(app);
    const { token } = await beginSignIn(app, stranger, person);
    for (let nth = 0; nth < 8; nth += 1) expectProblem(await sendWrong(stranger, token, person), "passkey_refused");
  }
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  const { token: challenge, options } = await questionOf(app, program, `${PATH}/options`, { token });
  const response = person.authenticator.get(options);
  await program.post(PATH, { token, challenge, response, refreshTransport: "body" }).expect(200);
});

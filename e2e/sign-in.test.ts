import assert from "node:assert/strict";
import { choose, createAccount, fill, press, signIn } from "./forms.ts";
import { journeys } from "./journey.ts";
import { goodPassword, resident, stranger } from "./people.ts";
import { seePage, seePath, seeText, typed } from "./see.ts";

const journey = journeys();

journey("a new person signs up, arrives at the overview, signs out and signs in again", async ({ visit }) => {
  const { page } = await visit();
  const ada = stranger("Ada Okafor");
  await page.goto("/sign-up");
  await createAccount(page, ada);
  await seePath(page, "/");
  await seePage(page, "Overview");
  await seeText(page, ada.email);

  await choose(page, "This device");
  await seePath(page, "/sign-in");
  await seePage(page, "Sign in");

  await signIn(page, ada);
  await seePath(page, "/");
  await seePage(page, "Overview");
});

journey("the console leads a stranger to sign-in, and sign-up from there to the page that was asked for", async ({ visit }) => {
  const visitor = await visit();
  const { page } = visitor;
  visitor.expect(401, "/auth/refresh");
  await page.goto("/me/profile");
  await seePath(page, "/sign-in?next=%2Fme%2Fprofile");
  await page.getByRole("link", { name: "Create an account" }).click();
  await seePath(page, "/sign-up?next=%2Fme%2Fprofile");
  await createAccount(page, stranger("Mia Castellanos"));
  await seePath(page, "/me/profile");
  await seePage(page, "Profile");
});

journey("a wrong password and an unknown address get the same sentence, and what was typed stays", async ({ world, visit }) => {
  const visitor = await visit();
  const { page } = visitor;
  visitor.expect(401, "/auth/login");
  const ada = await resident(world, "Ada Okafor");
  await page.goto("/sign-in");
  for (const email of [ada.email, "nobody@northwind.example"]) {
    await signIn(page, { email, password: "not what it is" });
    await seeText(page, "This email and password do not match an account.");
    assert.equal(await typed(page, "Email"), email);
    assert.equal(await typed(page, "Password"), "not what it is");
    await seePath(page, "/sign-in");
  }
  await signIn(page, ada);
  await seePath(page, "/");
});

journey("a weak password is refused with the server's reason at the field, and what was typed stays", async ({ visit }) => {
  const visitor = await visit();
  const { page } = visitor;
  visitor.expect(422, "/auth/register");
  const { name, email } = stranger("Ada Okafor");
  const weak: [string, string][] = [
    ["short", "Use at least 15 characters."],
    ["abcabcabcabcabcabc", "Too much of it repeats, so it is quickly guessed. Choose another."],
    ["passwordpassword1234", "This one is on the lists of known passwords that are tried first. Choose another."],
    ["a lamp for okafor at the door", "It contains your name. Choose one without it."],
    [`my post comes to ${email}`, "It contains your email address. Choose one without it."],
  ];
  await page.goto("/sign-up");
  for (const [password, reason] of weak) {
    await createAccount(page, { name, email, password });
    const field = page.getByLabel("Password", { exact: true });
    await seeText(page, reason);
    assert.match((await field.getAttribute("aria-describedby")) ?? "", /-error$/);
    assert.equal(await field.evaluate((input) => input === document.activeElement), true, "The refused field has the focus.");
    assert.deepEqual([await typed(page, "Name"), await typed(page, "Email"), await field.inputValue()], [name, email, password]);
  }
  await fill(page, "Password", goodPassword);
  await press(page, "Create account");
  await seePath(page, "/");
});

journey("registering with an address that is taken is answered like any other, and changes nothing", async ({ world, visit }) => {
  const visitor = await visit();
  const { page } = visitor;
  visitor.expect(401, "/auth/login");
  const [ada, mia] = [await resident(world, "Ada Okafor"), stranger("Mia Castellanos")];
  const answers: string[] = [];
  page.on("response", async (response) => {
    if (!response.url().endsWith("/auth/register")) return;
    const { "x-request-id": _id, date: _date, "set-cookie": cookie = "", ...headers } = await response.allHeaders();
    answers.push(JSON.stringify([response.status(), headers, cookie.replace(/ Expires=[^;]+;/, ""), await response.json()]));
  });
  await page.goto("/sign-up");
  await createAccount(page, { ...ada, name: "An impostor", password: "a guess at somebody else's" });
  await seeText(page, "An account with this address may already exist.");
  assert.equal(await typed(page, "Email"), ada.email);
  await createAccount(page, mia);
  await seePath(page, "/");
  assert.equal(answers.length, 2);
  assert.equal(answers[0], answers[1], "The answers for a known and for a new address differ.");

  await choose(page, "This device");
  await seePath(page, "/sign-in");
  await signIn(page, ada);
  await seePath(page, "/");
  await seeText(page, "Ada Okafor");
});

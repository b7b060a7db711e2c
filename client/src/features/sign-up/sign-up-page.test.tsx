import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { DoorProps, TypedAccount } from "../../lib/door/door.ts";
import { fakeAuthOptions } from "../../lib/door/fake-auth-options.ts";
import { kept } from "../../lib/door/kept.ts";
import { type Answers, fakeApi } from "../../lib/fake-api.ts";
import { answer, refusal, signedIn } from "../../lib/session/fake-browser.ts";
import { SignUpPage } from "./sign-up-page.tsx";

const [options, register, login] = ["GET /auth/options", "POST /auth/register", "POST /auth/login"] as const;
const [puzzle, look] = ["POST /auth/puzzle", "POST /auth/invitations/look"] as const;
const accepted = () => answer(202, { status: "accepted", challenge: null });
const mailed = () => answer(202, { status: "accepted", challenge: { id: "challenge-1", expiresAt: "2026-11-21T10:10:00Z" } });
const rule = (minLength: number) => fakeAuthOptions({ password: { minLength, maxLength: 256 } });
const ok = () => answer(200, signedIn("token-1"));

interface Opened {
  typed?: TypedAccount;
  link?: string;
}

async function show(answers: Answers, { typed, link }: Opened = {}) {
  history.replaceState(null, "", "/sign-up");
  const api = fakeApi({ [options]: [rule(15)], ...answers });
  const turnTo = jest.fn<DoorProps["turnTo"]>();
  const page = <SignUpPage session={api.session} leave={api.leave} turnTo={turnTo} typed={typed ?? null} link={link ?? null} />;
  await act(async () => void render(page));
  return { ...api, turnTo, user: userEvent.setup() };
}

async function open(answers: Answers, opened?: Opened) {
  const page = await show(answers, opened);
  return { ...page, password: screen.getByLabelText<HTMLInputElement>("Password") };
}

async function signUp({ user, password }: Awaited<ReturnType<typeof open>>, typed = "correct horse battery") {
  await user.type(screen.getByLabelText("Name"), "Ada");
  if (!screen.getByLabelText<HTMLInputElement>("Email").readOnly) await user.type(screen.getByLabelText("Email"), "ada@example.com");
  await user.type(password, `${typed}{Enter}`);
}

const sentRoutes = (page: Awaited<ReturnType<typeof open>>) => page.sent.map(({ route }) => route).filter((route) => route !== options);

beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

describe("signing up", () => {
  test("registers, signs in with what was typed and goes on", async () => {
    const page = await open({ [register]: [accepted], [login]: [ok] });
    await signUp(page);
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/"));
    expect(page.sent.slice(1)).toEqual([
      { route: register, body: { name: "Ada", email: "ada@example.com", password: "correct horse battery" } },
      { route: login, body: { email: "ada@example.com", password: "correct horse battery" } },
    ]);
  });

  test("claims no more than it knows when the sign-in after it is refused", async () => {
    const page = await open({ [register]: [accepted], [login]: [() => refusal(401, "invalid_credentials")] });
    await signUp(page);
    expect((await screen.findByRole("alert")).textContent).toBe(
      "An account with this address may already exist. Sign in or use another address.",
    );
    expect(page.password.value).toBe("correct horse battery");
  });

  test("does not register again when only the sign-in has to be repeated", async () => {
    const page = await open({ [register]: [accepted], [login]: [() => refusal(500, "internal_error"), ok] });
    await signUp(page);
    await screen.findByRole("alert");
    await page.user.click(screen.getByRole("button", { name: /Create account/ }));
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
    expect(sentRoutes(page)).toEqual([register, login, login]);
  });

  test("says the server's reasons against a password at its field, in plain words", async () => {
    const reason = (code: string) => ({ in: "body", path: "/password", code, message: "refused" });
    const errors = ["common", "contains_email", "something_new"].map(reason);
    await signUp(await open({ [register]: [() => answer(422, { code: "validation_failed", errors })] }));
    const password = await waitFor(() => {
      const field = screen.getByLabelText("Password");
      expect(field.getAttribute("aria-invalid")).toBe("true");
      return field;
    });
    const described = password
      .getAttribute("aria-describedby")
      ?.split(" ")
      .map((id) => document.getElementById(id)?.textContent)
      .join(" ");
    expect(described).toContain("lists of known passwords");
    expect(described).toContain("contains your email address");
    expect(described).toContain("refused");
    expect(document.activeElement).toBe(password);
  });

  test("praises the length of a password only while nothing is said against it", async () => {
    const errors = [{ in: "body", path: "/password", code: "common", message: "refused" }];
    const page = await open({ [register]: [() => answer(422, { code: "validation_failed", errors })] });
    await signUp(page);
    expect(await screen.findByText("21 characters.")).toBeTruthy();
    expect(screen.queryByText(/Long enough/)).toBeNull();
    await page.user.type(page.password, "!");
    expect(screen.getByText(/Long enough/)).toBeTruthy();
  });

  test("counts the characters as the server does and says how many are to go", async () => {
    const page = await open({});
    await page.user.type(page.password, "abc😀e\u0301");
    expect(screen.getByText("5 of at least 15 characters: 10 to go.")).toBeTruthy();
  });

  test("sends nothing while the password is too short by this instance's own rule", async () => {
    const page = await open({ [options]: [rule(30)] });
    await screen.findByText(/At least 30 characters/);
    await signUp(page);
    expect(screen.getByText("Use at least 30 characters.")).toBeTruthy();
    expect(sentRoutes(page)).toEqual([]);
  });

  test("takes back its complaint as soon as the field changes", async () => {
    const page = await open({});
    await signUp(page, "short");
    expect(screen.getByText("Use at least 15 characters.")).toBeTruthy();
    await page.user.type(page.password, "x");
    expect(screen.queryByText("Use at least 15 characters.")).toBeNull();
  });

  test("tells password managers to make a password that meets the rule", async () => {
    const { password } = await open({});
    expect(password.autocomplete).toBe("new-password");
    expect(password.getAttribute("passwordrules")).toBe("minlength: 15; maxlength: 256;");
  });
});

describe("where an address is proven first", () => {
  const account = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };

  test("the code is awaited next, with what was typed in memory only", async () => {
    const page = await open({ [register]: [mailed] });
    await signUp(page);
    await waitFor(() => expect(page.turnTo).toHaveBeenCalledWith("verify", account));
    expect(kept("verification")).toMatchObject({ id: "challenge-1", email: "ada@example.com", purpose: "register" });
    expect(JSON.stringify(Object.entries(sessionStorage))).not.toContain("correct horse");
    expect(sentRoutes(page)).toEqual([register]);
  });

  test("coming back from there finds the form as it was", async () => {
    const { password } = await open({}, { typed: account });
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Ada");
    expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe("ada@example.com");
    expect(password.value).toBe("correct horse battery");
    expect(screen.getByText(/Long enough/)).toBeTruthy();
  });
});

describe("who may register", () => {
  test.each([
    ["closed", "No new accounts here"],
    ["invitation", "By invitation only"],
  ] as const)("is said before a form is filled: %s", async (registration, title) => {
    await show({ [options]: [fakeAuthOptions({ registration })] });
    expect(await screen.findByRole("heading", { name: title })).toBeTruthy();
    expect(screen.queryByLabelText("Password")).toBeNull();
  });

  test("by domain is said above the form, and at the field when another one was typed", async () => {
    const policy = fakeAuthOptions({ registration: "domains", registrationDomains: ["northwind.example", "contoso.example"] });
    const errors = [{ in: "body", path: "/email", code: "domain_not_allowed", message: "refused" }];
    const page = await open({ [options]: [policy], [register]: [() => answer(422, { code: "validation_failed", errors })] });
    expect(await screen.findByText("For addresses at northwind.example or contoso.example.")).toBeTruthy();
    await signUp(page);
    expect(await screen.findByText(/Only addresses at northwind.example or contoso.example can register here/)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText("Email"));
  });

  test("a throw-away mailbox is told to be one", async () => {
    const errors = [{ in: "body", path: "/email", code: "disposable", message: "refused" }];
    await signUp(await open({ [register]: [() => answer(422, { code: "validation_failed", errors })] }));
    expect(await screen.findByText(/throw-away mailboxes are not taken/)).toBeTruthy();
  });

  test("a registration that closed meanwhile says whom to ask and keeps what was typed", async () => {
    const page = await open({ [register]: [() => refusal(403, "registration_closed")] });
    await signUp(page);
    expect((await screen.findByRole("alert")).textContent).toContain("Ask whoever runs this Gatehouse");
    expect(page.password.value).toBe("correct horse battery");
  });
});

describe("an invitation", () => {
  const link = "invitation=a-token";
  const invited = () => answer(200, { email: "ada@example.com" });

  test("fixes the address, goes with the registration and signs in at once, whatever the policy", async () => {
    const closed = fakeAuthOptions({ registration: "closed" });
    const page = await open({ [options]: [closed], [look]: [invited], [register]: [accepted], [login]: [ok] }, { link });
    expect(screen.getByLabelText<HTMLInputElement>("Email")).toMatchObject({ value: "ada@example.com", readOnly: true });
    await signUp(page);
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/"));
    expect(page.sent).toContainEqual({
      route: register,
      body: { name: "Ada", email: "ada@example.com", password: "correct horse battery", invitationToken: "a-token" },
    });
  });

  test("that is used or too old says whom to ask", async () => {
    await show({ [look]: [() => refusal(410, "invitation_invalid")] }, { link });
    expect(await screen.findByRole("heading", { name: "This invitation no longer works" })).toBeTruthy();
    expect(screen.getByRole("link", { name: "create an account" })).toBeTruthy();
  });

  test("that is withdrawn while the form is filled says so", async () => {
    await signUp(await open({ [look]: [invited], [register]: [() => refusal(410, "invitation_invalid")] }, { link }));
    expect(await screen.findByRole("heading", { name: "This invitation no longer works" })).toBeTruthy();
  });

  test("that could not be looked at can be tried again", async () => {
    const page = await show({ [look]: [() => Promise.reject(new TypeError("Failed to fetch")), invited] }, { link });
    await page.user.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByLabelText("Password")).toBeTruthy();
  });
});

describe("work that the server asks for", () => {
  test("is said, and a puzzle that cannot be solved here says why, with nothing lost", async () => {
    const page = await open({
      [register]: [() => refusal(428, "proof_of_work_required")],
      [puzzle]: [() => answer(200, { puzzle: { parameters: {}, signature: "" } })],
    });
    await signUp(page);
    expect((await screen.findByRole("alert")).textContent).toContain("needs HTTPS");
    expect(page.password.value).toBe("correct horse battery");
  });
});

describe("an invitation to an organization, which its own page has looked at", () => {
  const link = "membership=kept";
  const keepIt = () => sessionStorage.setItem("gh:membership", JSON.stringify({ token: "a-token", email: "ada@example.com" }));

  test("fixes the address, is sent along, and is used up by that", async () => {
    keepIt();
    const page = await open({ [register]: [accepted], [login]: [ok] }, { link });
    expect(screen.getByLabelText<HTMLInputElement>("Email").readOnly).toBe(true);
    await signUp(page);
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
    expect(page.sent.find(({ route }) => route === register)?.body).toMatchObject({ email: "ada@example.com", invitationToken: "a-token" });
    expect(kept("membership")).toBeNull();
  });

  test("opens the door where accounts are by invitation only, and says when it has ended meanwhile", async () => {
    keepIt();
    const page = await open(
      { [options]: [fakeAuthOptions({ registration: "invitation" })], [register]: [() => refusal(410, "invitation_invalid")] },
      { link },
    );
    await signUp(page);
    expect(await screen.findByRole("heading", { name: "This invitation no longer works" })).toBeTruthy();
  });
});

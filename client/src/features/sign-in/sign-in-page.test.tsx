import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { DoorProps } from "../../lib/door/door.ts";
import { fakeAuthOptions } from "../../lib/door/fake-auth-options.ts";
import { keep, kept } from "../../lib/door/kept.ts";
import { type Answers, fakeApi, setOnline } from "../../lib/fake-api.ts";
import { answer, refusal, signedIn } from "../../lib/session/fake-browser.ts";
import { SignInPage } from "./sign-in-page.tsx";

const [options, login, verification] = ["GET /auth/options", "POST /auth/login", "POST /auth/verification"] as const;
const ok = () => answer(200, signedIn("token-1"));

async function open(answers: Answers, search = "") {
  history.replaceState(null, "", `/sign-in${search}`);
  const api = fakeApi({ [options]: [fakeAuthOptions()], ...answers });
  const turnTo = jest.fn<DoorProps["turnTo"]>();
  render(<SignInPage session={api.session} leave={api.leave} turnTo={turnTo} link={null} />);
  // What comes after the form has come.
  await act(async () => void (await import("./more.tsx")));
  return {
    ...api,
    turnTo,
    sent: () => api.sent.filter(({ route }) => route !== options),
    user: userEvent.setup(),
    email: screen.getByLabelText<HTMLInputElement>("Email"),
    password: screen.getByLabelText<HTMLInputElement>("Password"),
  };
}

async function signIn({ user, email, password }: Awaited<ReturnType<typeof open>>) {
  await user.type(email, " ada@example.com ");
  await user.type(password, "correct horse battery{Enter}");
}

beforeEach(() => sessionStorage.clear());
afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("signing in", () => {
  test("sends what was typed and goes where the person was going", async () => {
    const page = await open({ [login]: [ok] }, "?next=%2Fme%2Fprofile%3Fa%3D1");
    await signIn(page);
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/me/profile?a=1"));
    expect(sessionStorage).toHaveLength(0);
    expect(page.sent()).toEqual([{ route: login, body: { email: "ada@example.com", password: "correct horse battery" } }]);
  });

  test.each(["//evil.example", "/\\evil.example", "javascript:alert(1)", "https://evil.example"])(
    "never leads to another site: %s",
    async (next) => {
      const page = await open({ [login]: [ok] }, `?next=${encodeURIComponent(next)}`);
      await signIn(page);
      await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/"));
    },
  );

  test("sends once, however often the button is pressed", async () => {
    const late = Promise.withResolvers<Response>();
    const page = await open({ [login]: [() => late.promise] });
    await signIn(page);
    await page.user.click(screen.getByRole("button", { name: /Signing in…/ }));
    await page.user.type(page.password, "{Enter}");
    late.resolve(ok());
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
    expect(page.sent()).toHaveLength(1);
  });

  test("asks for what is missing at its field, and sends nothing", async () => {
    const page = await open({});
    await page.user.click(screen.getByRole("button", { name: /Sign in/ }));
    expect(page.email.getAttribute("aria-describedby")).toBeTruthy();
    expect(screen.getByText("Enter your email address.")).toBeTruthy();
    expect(screen.getByText("Enter your password.")).toBeTruthy();
    expect(document.activeElement).toBe(page.email);
    expect(page.sent()).toEqual([]);
  });

  test("goes on by itself when another tab signs in", async () => {
    const page = await open({ [login]: [ok] });
    await act(() => page.session.signIn({ email: "ada@example.com", password: "x" }));
    expect(page.leave).toHaveBeenCalledWith("/");
  });
});

describe("a refused sign-in", () => {
  test("says one sentence for a wrong address and a wrong password, and keeps what was typed", async () => {
    const page = await open({ [login]: [() => refusal(401, "invalid_credentials")] });
    await signIn(page);
    expect((await screen.findByRole("alert")).textContent).toBe("This email and password do not match an account.");
    expect(page.password.value).toBe("correct horse battery");
    expect(page.email.value).toContain("ada@example.com");
    expect(document.activeElement).toBe(page.password);
  });

  test.each([
    [429, "too_many_requests"],
    [503, "busy"],
  ])("with %d counts down and is not sent again before", async (status, code) => {
    const page = await open({ [login]: [() => refusal(status, code, { "Retry-After": "2" }), ok] });
    await signIn(page);
    await page.user.click(await screen.findByRole("button", { name: /Try again in [12] s/ }));
    expect(page.sent()).toHaveLength(1);
    await page.user.click(await screen.findByRole("button", { name: /Sign in/ }, { timeout: 3000 }));
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
    expect(page.sent()).toHaveLength(2);
  });

  test("for a reason nobody planned shows the request id", async () => {
    await signIn(await open({ [login]: [() => refusal(500, "internal_error")] }));
    expect((await screen.findByRole("alert")).textContent).toContain("request-1");
  });

  test("for a disabled account says whom to ask", async () => {
    await signIn(await open({ [login]: [() => refusal(403, "account_disabled")] }));
    expect((await screen.findByRole("alert")).textContent).toContain("disabled");
  });
});

describe("an account whose address was never confirmed", () => {
  test("is sent a code, which is awaited on the next page with what was typed in memory only", async () => {
    const refused = () => refusal(403, "email_not_verified");
    const page = await open({
      [login]: [refused],
      [verification]: [() => answer(202, { id: "challenge-1", expiresAt: "2026-11-21T10:10:00Z" })],
    });
    await signIn(page);
    const account = { email: "ada@example.com", password: "correct horse battery" };
    await waitFor(() => expect(page.turnTo).toHaveBeenCalledWith("verify", account));
    expect(page.sent()).toContainEqual({ route: verification, body: account });
    expect(kept("verification")).toMatchObject({ id: "challenge-1", email: "ada@example.com", purpose: "verify_email" });
    expect(JSON.stringify(Object.entries(sessionStorage))).not.toContain("correct horse");
  });

  test("that is confirmed meanwhile is told to sign in again", async () => {
    const page = await open({
      [login]: [() => refusal(403, "email_not_verified")],
      [verification]: [() => refusal(409, "already_verified")],
    });
    await signIn(page);
    expect((await screen.findByRole("alert")).textContent).toContain("Sign in again");
    expect(page.turnTo).not.toHaveBeenCalled();
  });
});

describe("too many wrong passwords", () => {
  const held = () => refusal(429, "too_many_attempts", { "Retry-After": "272" });

  test("count down, name who is not affected and the mailed link, and keep what was typed", async () => {
    const page = await open({ [login]: [held] });
    await signIn(page);
    const button = await screen.findByRole("button", { name: /Try again in 4:3[12]/ });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    const said = screen.getByText("Too many wrong passwords").closest("[role=status]")?.textContent;
    expect(said).toMatch(/device you signed in on before is not affected.*mailed a link/s);
    expect(page.password.value).toBe("correct horse battery");
    await page.user.type(page.password, "{Enter}");
    expect(page.sent()).toHaveLength(1);
  });

  test("in development say where the mail can be read, and without mail promise none", async () => {
    const page = await open({ [options]: [fakeAuthOptions({ mail: "page" })], [login]: [held] });
    await signIn(page);
    expect((await screen.findByRole("link", { name: /read it in a new tab/ })).getAttribute("href")).toBe("/development/mail");
    cleanup();
    sessionStorage.clear();
    await signIn(await open({ [options]: [fakeAuthOptions({ mail: "off" })], [login]: [held] }));
    await screen.findByText("Too many wrong passwords");
    expect(screen.queryByText(/mailed a link/)).toBeNull();
  });
});

describe("what the sign-in page offers", () => {
  test("a new password, where there is mail", async () => {
    await open({});
    expect(screen.getByRole("link", { name: "Forgot your password?" }).getAttribute("href")).toBe("/forgot");
    cleanup();
    await open({ [options]: [fakeAuthOptions({ mail: "off" })] });
    await waitFor(() => expect(screen.queryByRole("link", { name: "Forgot your password?" })).toBeNull());
  });

  test.each(["closed", "invitation"] as const)("no sign-up where registration is %s", async (registration) => {
    await open({ [options]: [fakeAuthOptions({ registration })] });
    await waitFor(() => expect(screen.queryByRole("link", { name: "Create an account" })).toBeNull());
  });

  test("the address of the page before, a word of what it did, and the focus on the password", async () => {
    keep("email", "ada@example.com");
    keep("arrival", "confirmed");
    const page = await open({});
    expect(await screen.findByText("Your address is confirmed")).toBeTruthy();
    expect(page.email.value).toBe("ada@example.com");
    expect(document.activeElement).toBe(page.password);
    expect(kept("arrival")).toBeNull();
  });
});

describe("without a network", () => {
  test("signing in says that it needs one, keeps what was typed and offers to go on when it is back", async () => {
    const page = await open({ [login]: [() => Promise.reject(new TypeError("Failed to fetch")), ok] });
    act(() => setOnline(false));
    expect(screen.getByText("Signing in needs the network")).toBeTruthy();
    await signIn(page);
    act(() => setOnline(true));
    expect(await screen.findByText("You are online again")).toBeTruthy();
    expect(page.password.value).toBe("correct horse battery");
    await page.user.click(screen.getByRole("button", { name: /Sign in/ }));
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
  });
});

describe("the password field", () => {
  test("can be shown, and hides itself when the form is sent", async () => {
    const page = await open({ [login]: [ok] });
    await page.user.click(screen.getByRole("button", { name: "Show password" }));
    expect(page.password.type).toBe("text");
    await signIn(page);
    expect(page.password.type).toBe("password");
  });

  test("says that Caps Lock is on", async () => {
    const page = await open({});
    await page.user.type(page.password, "{CapsLock}a");
    expect(await screen.findByText("Caps Lock is on.")).toBeTruthy();
  });

  test("tells password managers what each field is", async () => {
    const { email, password } = await open({});
    expect([email.autocomplete, password.autocomplete]).toEqual(["username webauthn", "current-password"]);
  });
});

describe("an account that its person has closed", () => {
  const deletesAt = "2026-12-12T10:00:00.000Z";
  const closed = () => answer(403, { code: "account_closed", detail: "Closed.", requestId: "request-1", deletesAt });

  test("says until when it can be kept, and keeps it by the same button and nothing less", async () => {
    const page = await open({ [login]: [closed, ok] });
    await signIn(page);
    expect(await screen.findByText("You have closed this account")).toBeTruthy();
    expect(document.querySelector("time")?.getAttribute("datetime")).toBe(deletesAt);
    expect(page.sent()).toEqual([{ route: login, body: { email: "ada@example.com", password: "correct horse battery" } }]);
    await page.user.click(screen.getByRole("button", { name: /Keep my account/ }));
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/"));
    expect(page.sent()[1]?.body).toEqual({ email: "ada@example.com", password: "correct horse battery", keepsAccount: true });
  });

  test("and forgets that wish when the next answer is another one", async () => {
    const page = await open({ [login]: [closed, () => refusal(401, "invalid_credentials"), ok] });
    await signIn(page);
    await page.user.click(await screen.findByRole("button", { name: /Keep my account/ }));
    await screen.findByText(/do not match an account/);
    await page.user.click(screen.getByRole("button", { name: /Sign in$/ }));
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
    expect(page.sent()[2]?.body).not.toHaveProperty("keepsAccount");
  });

  test("is kept by going to the provider once more, by who came from there", async () => {
    history.replaceState(null, "", "/sign-in?next=%2Fme%2Fprofile");
    const link = `provider-error=account_closed&provider=github&deletes-at=${encodeURIComponent(deletesAt)}`;
    const { session, leave } = fakeApi({ [options]: [fakeAuthOptions()] });
    render(<SignInPage session={session} leave={leave} turnTo={() => {}} link={link} />);
    await screen.findByText("You have closed this account");
    expect(document.querySelector("time")?.getAttribute("datetime")).toBe(deletesAt);
    const way = screen.getByRole("link", { name: "Keep my account" }).getAttribute("href");
    expect(way).toBe("/api/v1/auth/providers/github/start?keepsAccount=true&next=%2Fme%2Fprofile");
  });
});

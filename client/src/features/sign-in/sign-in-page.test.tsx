import { afterEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { type Answers, fakeApi, setOnline } from "../../lib/fake-api.ts";
import { answer, refusal, signedIn } from "../../lib/session/fake-browser.ts";
import { SignInPage } from "./sign-in-page.tsx";

const login = "POST /auth/login";
const ok = () => answer(200, signedIn("token-1"));

function open(answers: Answers, search = "") {
  history.replaceState(null, "", `/sign-in${search}`);
  const api = fakeApi(answers);
  render(<SignInPage session={api.session} leave={api.leave} />);
  return {
    ...api,
    user: userEvent.setup(),
    email: screen.getByLabelText<HTMLInputElement>("Email"),
    password: screen.getByLabelText<HTMLInputElement>("Password"),
  };
}

async function signIn({ user, email, password }: ReturnType<typeof open>) {
  await user.type(email, " ada@example.com ");
  await user.type(password, "correct horse battery{Enter}");
}

afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("signing in", () => {
  test("sends what was typed and goes where the person was going", async () => {
    const page = open({ [login]: [ok] }, "?next=%2Fme%2Fprofile%3Fa%3D1");
    await signIn(page);
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/me/profile?a=1"));
    expect(page.sent).toEqual([{ route: login, body: { email: "ada@example.com", password: "correct horse battery" } }]);
  });

  test.each(["//evil.example", "/\\evil.example", "javascript:alert(1)", "https://evil.example"])(
    "never leads to another site: %s",
    async (next) => {
      const page = open({ [login]: [ok] }, `?next=${encodeURIComponent(next)}`);
      await signIn(page);
      await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/"));
    },
  );

  test("sends once, however often the button is pressed", async () => {
    const late = Promise.withResolvers<Response>();
    const page = open({ [login]: [() => late.promise] });
    await signIn(page);
    await page.user.click(screen.getByRole("button", { name: /Signing in…/ }));
    await page.user.type(page.password, "{Enter}");
    late.resolve(ok());
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
    expect(page.sent).toHaveLength(1);
  });

  test("asks for what is missing at its field, and sends nothing", async () => {
    const page = open({});
    await page.user.click(screen.getByRole("button", { name: /Sign in/ }));
    expect(page.email.getAttribute("aria-describedby")).toBeTruthy();
    expect(screen.getByText("Enter your email address.")).toBeTruthy();
    expect(screen.getByText("Enter your password.")).toBeTruthy();
    expect(document.activeElement).toBe(page.email);
    expect(page.sent).toEqual([]);
  });

  test("goes on by itself when another tab signs in", async () => {
    const page = open({ [login]: [ok] });
    await act(() => page.session.signIn({ email: "ada@example.com", password: "x" }));
    expect(page.leave).toHaveBeenCalledWith("/");
  });
});

describe("a refused sign-in", () => {
  test("says one sentence for a wrong address and a wrong password, and keeps what was typed", async () => {
    const page = open({ [login]: [() => refusal(401, "invalid_credentials")] });
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
    const page = open({ [login]: [() => refusal(status, code, { "Retry-After": "2" }), ok] });
    await signIn(page);
    await page.user.click(await screen.findByRole("button", { name: /Try again in [12] s/ }));
    expect(page.sent).toHaveLength(1);
    await page.user.click(await screen.findByRole("button", { name: /Sign in/ }, { timeout: 3000 }));
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
    expect(page.sent).toHaveLength(2);
  });

  test("for a reason nobody planned shows the request id", async () => {
    await signIn(open({ [login]: [() => refusal(500, "internal_error")] }));
    expect((await screen.findByRole("alert")).textContent).toContain("request-1");
  });

  test("for a disabled account says whom to ask", async () => {
    await signIn(open({ [login]: [() => refusal(403, "account_disabled")] }));
    expect((await screen.findByRole("alert")).textContent).toContain("disabled");
  });
});

describe("without a network", () => {
  test("signing in says that it needs one, keeps what was typed and offers to go on when it is back", async () => {
    const page = open({ [login]: [() => Promise.reject(new TypeError("Failed to fetch")), ok] });
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
    const page = open({ [login]: [ok] });
    await page.user.click(screen.getByRole("button", { name: "Show password" }));
    expect(page.password.type).toBe("text");
    await signIn(page);
    expect(page.password.type).toBe("password");
  });

  test("says that Caps Lock is on", async () => {
    const page = open({});
    await page.user.type(page.password, "{CapsLock}a");
    expect(await screen.findByText("Caps Lock is on.")).toBeTruthy();
  });

  test("tells password managers what each field is", () => {
    const { email, password } = open({});
    expect([email.autocomplete, password.autocomplete]).toEqual(["username", "current-password"]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { fakeAuthOptions } from "../../lib/door/fake-auth-options.ts";
import { keep, kept } from "../../lib/door/kept.ts";
import { type Answers, fakeApi, setOnline } from "../../lib/fake-api.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { ForgotPage } from "./forgot-page.tsx";

const [ask, prove, complete] = ["POST /auth/recovery", "POST /auth/recovery/prove", "POST /auth/recovery/complete"] as const;
const email = "ada@example.com";
const asked = (id = "challenge-1") => answer(202, { status: "accepted", challenge: { id, expiresAt: "2026-11-21T10:10:00Z" } });
const proven = () => answer(200, { email });

async function open(answers: Answers) {
  const api = fakeApi({ "GET /auth/options": [fakeAuthOptions()], ...answers });
  await act(async () => void render(<ForgotPage leave={api.leave} />));
  const calls = (route: string) => api.sent.filter((call) => call.route === route);
  return { ...api, calls, user: userEvent.setup() };
}

async function askFor({ user }: Awaited<ReturnType<typeof open>>) {
  await user.type(screen.getByLabelText("Email"), `${email}{Enter}`);
  await screen.findByRole("heading", { name: "Type the code" });
}

const prove1 = () => keep("recovery", { id: "challenge-1", email, askedAtMs: Date.now(), isProven: true });

beforeEach(() => {
  sessionStorage.clear();
  history.replaceState(null, "", "/forgot");
});
afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("a forgotten password", () => {
  test("is replaced by way of the address and the code, and leads to sign-in", async () => {
    const page = await open({ [ask]: [() => asked()], [prove]: [proven], [complete]: [() => new Response(null, { status: 204 })] });
    await askFor(page);
    expect(document.activeElement).toBe(screen.getByLabelText("Code"));
    await page.user.type(screen.getByLabelText("Code"), "48213907");
    await page.user.type(await screen.findByLabelText("New password"), "correct horse battery{Enter}");
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/sign-in"));
    expect(page.sent.filter(({ route }) => route.startsWith("POST"))).toEqual([
      { route: ask, body: { email } },
      { route: prove, body: { challengeId: "challenge-1", code: "48213907" } },
      { route: complete, body: { challengeId: "challenge-1", newPassword: "correct horse battery" } },
    ]);
    expect([kept("recovery"), kept("email"), kept("arrival")]).toEqual([null, email, "recovered"]);
  });

  test("says nothing of whether there is an account", async () => {
    const page = await open({ [ask]: [() => asked()] });
    expect(screen.getByText(/If there is one, we mail it a code/)).toBeTruthy();
    await askFor(page);
    expect(screen.getByText(/has an account, a code is on its way there/).textContent).toMatch(/^If/);
  });

  test("knows the address of the page before", async () => {
    keep("email", email);
    await open({});
    expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe(email);
  });

  test("needs an address that can be one", async () => {
    const page = await open({});
    await page.user.type(screen.getByLabelText("Email"), "ada{Enter}");
    expect(screen.getByText("Enter an address such as name@example.com.")).toBeTruthy();
    expect(page.calls(ask)).toEqual([]);
  });
});

describe("the steps", () => {
  test("survive a reload, and the way back leads to the address", async () => {
    await askFor(await open({ [ask]: [() => asked()] }));
    cleanup();
    await open({});
    expect(screen.getByRole("heading", { name: "Type the code" })).toBeTruthy();
    act(() => history.back());
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe(email));
    act(() => history.forward());
    expect(await screen.findByRole("heading", { name: "Type the code" })).toBeTruthy();
  });

  test("begin again with another address", async () => {
    const page = await open({ [ask]: [() => asked()] });
    await askFor(page);
    await page.user.click(screen.getByRole("link", { name: "Enter another one" }));
    expect(screen.getByRole("heading", { name: "Forgot your password?" })).toBeTruthy();
    expect(kept("recovery")).toBeNull();
  });

  test("go on with the new password where a mailed link has proven the address", async () => {
    prove1();
    await open({});
    expect(screen.getByRole("heading", { name: "Choose a new password" })).toBeTruthy();
  });

  test("take another code once one has ended", async () => {
    const page = await open({
      [ask]: [() => asked(), () => asked("challenge-2")],
      [prove]: [() => refusal(410, "challenge_ended"), proven],
    });
    await askFor(page);
    await page.user.type(screen.getByLabelText("Code"), "48213907");
    await page.user.click(await screen.findByRole("button", { name: /Send a new code/ }));
    expect(await screen.findByText("A new code is on its way")).toBeTruthy();
    await page.user.type(screen.getByLabelText("Code"), "11112222");
    await waitFor(() => expect(page.calls(prove)[1]?.body).toEqual({ challengeId: "challenge-2", code: "11112222" }));
  });
});

describe("a new password that is refused", () => {
  test("says why at its field", async () => {
    prove1();
    const errors = [{ in: "body", path: "/newPassword", code: "common", message: "refused" }];
    const page = await open({ [complete]: [() => answer(422, { code: "validation_failed", errors })] });
    await page.user.type(screen.getByLabelText("New password"), "passwordpassword1{Enter}");
    expect(await screen.findByText(/lists of known passwords/)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText("New password"));
  });

  test("because the time is up leads to a new code", async () => {
    prove1();
    const page = await open({ [complete]: [() => refusal(410, "challenge_ended")] });
    await page.user.type(screen.getByLabelText("New password"), "correct horse battery{Enter}");
    await page.user.click(await screen.findByRole("button", { name: "Ask for a new code" }));
    expect(screen.getByRole("heading", { name: "Forgot your password?" })).toBeTruthy();
  });
});

describe("asking for a code", () => {
  test("needs mail here", async () => {
    await open({ "GET /auth/options": [fakeAuthOptions({ mail: "off" })] });
    expect(await screen.findByRole("heading", { name: "No mail here" })).toBeTruthy();
    expect(screen.getByText(/Ask whoever runs it/)).toBeTruthy();
  });

  test("waits when it was asked for too often, and keeps the address", async () => {
    const page = await open({ [ask]: [() => refusal(429, "too_many_requests", { "Retry-After": "30" })] });
    await page.user.type(screen.getByLabelText("Email"), `${email}{Enter}`);
    await page.user.click(await screen.findByRole("button", { name: /Try again in (30|29) s/ }));
    expect(page.calls(ask)).toHaveLength(1);
    expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe(email);
  });

  test("says offline that it needs the network", async () => {
    await open({});
    act(() => setOnline(false));
    expect(screen.getByText("Sending the code needs the network")).toBeTruthy();
  });
});

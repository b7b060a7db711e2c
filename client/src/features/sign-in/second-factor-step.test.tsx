import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { Provider } from "../../api/types.ts";
import { fakeAuthOptions } from "../../lib/door/fake-auth-options.ts";
import { kept } from "../../lib/door/kept.ts";
import { type Answers, fakeApi, setOnline } from "../../lib/fake-api.ts";
import { answer, refusal, signedIn } from "../../lib/session/fake-browser.ts";
import { SignInPage } from "./sign-in-page.tsx";

const [login, totp, recovery] = ["POST /auth/login", "POST /auth/second-factor/totp", "POST /auth/second-factor/recovery-code"] as const;
const ok = () => answer(200, signedIn("token-1"));
const waits =
  (...methods: string[]) =>
  () =>
    answer(200, { secondFactor: { token: "pending-1", methods, expiresAt: "2026-11-21T10:10:00.000Z" } });
const wrongCode = () =>
  answer(422, {
    code: "validation_failed",
    detail: "x",
    requestId: "request-1",
    errors: [{ in: "body", path: "/code", code: "wrong_code", message: "Is not right." }],
  });

async function open(answers: Answers, link: string | null = null, address = "/sign-in") {
  history.replaceState({ mailedLink: link }, "", address);
  const api = fakeApi({ "GET /auth/options": [fakeAuthOptions()], ...answers });
  render(<SignInPage session={api.session} leave={api.leave} turnTo={jest.fn()} link={link} />);
  await act(async () => void (await import("./more.tsx")));
  const user = userEvent.setup();
  return {
    ...api,
    user,
    sent: (route: string) => api.sent.filter((call) => call.route === route).map(({ body }) => body),
    press: (name: string) => user.click(screen.getByRole("button", { name })),
  };
}

/** Signs in with the right password, to an account with these second factors. */
async function firstStep(methods: string[], answers: Answers = {}) {
  const page = await open({ [login]: [waits(...methods)], ...answers });
  await page.user.type(screen.getByLabelText("Email"), "ada@example.com");
  await page.user.type(screen.getByLabelText("Password"), "correct horse battery{Enter}");
  await screen.findByRole("heading", { name: "Second step" });
  return page;
}

const appCode = () => screen.getByLabelText<HTMLInputElement>("Code from your authenticator app");

beforeEach(() => sessionStorage.clear());
afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("the second step of signing in", () => {
  test("takes a code with its last digit, and goes where the person was going", async () => {
    const page = await firstStep(["totp", "recovery_code"], { [totp]: [ok] });
    await waitFor(() => expect(document.activeElement).toBe(appCode()));
    expect([appCode().inputMode, appCode().autocomplete]).toEqual(["numeric", "one-time-code"]);
    await page.user.paste("482-139");
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/"));
    expect(page.sent(totp)).toEqual([{ token: "pending-1", code: "482139" }]);
  });

  test("says that a code is wrong, and the next one is typed over it", async () => {
    const page = await firstStep(["totp"], { [totp]: [wrongCode, ok] });
    await page.user.type(appCode(), "111111");
    expect((await screen.findAllByText(/^This is not the code/)).length).toBeGreaterThan(0);
    await waitFor(() => expect(appCode().selectionEnd).toBe(7));
    await page.user.paste("482139");
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
    expect(page.sent(totp)).toHaveLength(2);
  });

  test("ends by itself when its time is over", async () => {
    const soon = new Date(Date.now() + 1_500).toISOString();
    await firstStep([], {
      [login]: [() => answer(200, { secondFactor: { token: "pending-1", methods: ["totp"], expiresAt: soon } })],
    });
    expect(await screen.findByRole("heading", { name: "Sign in again" }, { timeout: 3_000 })).toBeTruthy();
  });

  test("asks for digits, and for no more than a line", async () => {
    await firstStep(["totp"]);
    expect(appCode().maxLength).toBe(64);
    expect(appCode().pattern).toBe("[0-9 ]*");
  });

  test("takes a recovery code in its place", async () => {
    const page = await firstStep(["totp", "recovery_code"], { [recovery]: [ok] });
    await page.press("Use a recovery code");
    await page.user.type(screen.getByLabelText("Recovery code"), " abcde-fghij {Enter}");
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
    expect(page.sent(recovery)).toEqual([{ token: "pending-1", code: "abcde-fghij" }]);
  });

  test("offers no passkey on a device that knows none, and says where to go when nothing else is there", async () => {
    await firstStep(["passkey", "totp"]);
    expect(screen.queryByRole("button", { name: "Use a passkey" })).toBeNull();
    cleanup();
    await firstStep(["passkey"]);
    expect(screen.getByText("This device cannot do the second step")).toBeTruthy();
  });

  test("counts down after too many wrong codes", async () => {
    const page = await firstStep(["totp"], { [totp]: [() => refusal(429, "too_many_attempts", { "Retry-After": "30" })] });
    await page.user.type(appCode(), "111111");
    expect(await screen.findByRole("button", { name: /Try again in (29|30) s/ })).toBeTruthy();
    expect(screen.getByText(/^Too many wrong codes/)).toBeTruthy();
  });

  test("still says why it had to wait once the wait is over", async () => {
    const page = await firstStep(["totp"], { [totp]: [() => refusal(429, "too_many_attempts", { "Retry-After": "1" })] });
    await page.user.type(appCode(), "111111");
    const said = await screen.findByText(/You can try again now\.$/, {}, { timeout: 3000 });
    expect(said.textContent).toMatch(/^Too many wrong codes/);
  });

  test("that has ended leads back to the first one, in words", async () => {
    const page = await firstStep(["totp"], { [totp]: [() => refusal(410, "pending_sign_in_ended")] });
    await page.user.type(appCode(), "111111");
    await screen.findByRole("heading", { name: "Sign in again" });
    await page.press("Start over");
    expect(screen.getByLabelText("Password")).toBeTruthy();
    expect(screen.queryByText("The second step was left")).toBeNull();
  });

  test("keeps its token in memory only: a page that is loaded again starts over and says so", async () => {
    await firstStep(["totp"]);
    expect(JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage), history.state])).not.toContain("pending-1");
    cleanup();
    await open({});
    expect(screen.getByText("The second step was left")).toBeTruthy();
    expect(screen.getByLabelText("Password")).toBeTruthy();
  });

  test("leaves no word behind once it is done", async () => {
    const page = await firstStep(["totp"], { [totp]: [ok] });
    await page.user.type(appCode(), "482139");
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
    expect(kept("arrival")).toBeNull();
  });

  test("without a network says so, and the first step stays done", async () => {
    const page = await firstStep(["totp"], { [totp]: [() => Promise.reject(new TypeError("Failed to fetch")), ok] });
    act(() => setOnline(false));
    expect(screen.getByText("The second step needs the network")).toBeTruthy();
    await page.user.type(appCode(), "482139");
    act(() => setOnline(true));
    expect(await screen.findByText("You are online again")).toBeTruthy();
    await page.press("Sign in");
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
  });
});

describe("the way back from a provider", () => {
  test("leads to the second step, whose token is taken out of the history", async () => {
    const page = await open(
      { [totp]: [ok] },
      "second-factor=pending-2&methods=totp%2Crecovery_code&expires-at=2026-11-21T10%3A10%3A00.000Z",
    );
    await screen.findByRole("heading", { name: "Second step" });
    expect(history.state).toBeNull();
    await page.user.type(appCode(), "482139");
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/"));
    expect(page.sent(totp)).toEqual([{ token: "pending-2", code: "482139" }]);
  });

  test("to an account that is there already asks to sign in to it, and then leads to where the two are connected", async () => {
    const page = await open({ [login]: [ok] }, "link=offer-1");
    expect(screen.getByText("You have an account here already")).toBeTruthy();
    await page.user.type(screen.getByLabelText("Email"), "ada@example.com");
    await page.user.type(screen.getByLabelText("Password"), "correct horse battery{Enter}");
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/me/security#connect=offer-1"));
  });

  test("to an account that is there already does not forget where one was going", async () => {
    const page = await open({ [login]: [ok] }, "link=offer-1", "/sign-in?next=%2Fme%2Factivity");
    await page.user.type(screen.getByLabelText("Email"), "ada@example.com");
    await page.user.type(screen.getByLabelText("Password"), "correct horse battery{Enter}");
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/me/security?next=%2Fme%2Factivity#connect=offer-1"));
  });

  test.each([
    ["provider_refused", "The provider did not sign you in"],
    ["provider_address_unverified", "No verified address"],
    ["provider_flow_invalid", "That took too long"],
    ["provider_unavailable", "The provider does not answer"],
    ["never_heard_of", "The provider did not sign you in"],
  ])("says why it did not lead in: %s", async (code, title) => {
    await open({}, `provider-error=${code}`);
    expect(screen.getByRole("alert").textContent).toContain(title);
  });
});

describe("the providers of an instance", () => {
  test("are offered in the server's order, each with a way back to where the person was going", async () => {
    const providers: Provider[] = [
      { id: "northwind", name: "Northwind", kind: "oidc" },
      { id: "github", name: "GitHub", kind: "github" },
    ];
    history.replaceState(null, "", "/sign-in");
    await open({ "GET /auth/options": [fakeAuthOptions({ providers })] });
    const links = await screen.findAllByRole("link", { name: /^Continue with/ });
    expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
      ["Continue with Northwind", "/api/v1/auth/providers/northwind/start"],
      ["Continue with GitHub", "/api/v1/auth/providers/github/start"],
    ]);
  });

  test("are not spoken of where there are none", async () => {
    await open({});
    expect(screen.queryByText("or")).toBeNull();
  });
});

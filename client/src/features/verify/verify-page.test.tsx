import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { DoorProps, TypedAccount } from "../../lib/door/door.ts";
import { fakeAuthOptions } from "../../lib/door/fake-auth-options.ts";
import { keep, kept } from "../../lib/door/kept.ts";
import { type Answers, fakeApi, setOnline } from "../../lib/fake-api.ts";
import { answer, refusal, signedIn } from "../../lib/session/fake-browser.ts";
import { VerifyPage } from "./verify-page.tsx";

const [confirm, resend, login] = ["POST /auth/registration/confirm", "POST /auth/registration/resend", "POST /auth/login"] as const;
const email = "ada@example.com";
const account: TypedAccount = { name: "Ada", email, password: "correct horse battery" };
const confirmed = () => answer(200, { email });
const ended = () => refusal(410, "challenge_ended");
const wrong = (message = "Is not the code. 4 tries are left.") =>
  answer(422, { code: "validation_failed", errors: [{ in: "body", path: "/code", code: "wrong_code", message }] });

interface Opened {
  typed?: TypedAccount | null;
  agoMs?: number;
  purpose?: "register" | "verify_email";
}

async function open(answers: Answers, { typed = null, agoMs = 0, purpose = "register" }: Opened = {}) {
  keep("verification", { id: "challenge-1", email, askedAtMs: Date.now() - agoMs, purpose });
  return show(answers, typed);
}

async function show(answers: Answers, typed: TypedAccount | null = null) {
  history.replaceState(null, "", "/verify");
  const api = fakeApi({ "GET /auth/options": [fakeAuthOptions()], ...answers });
  const turnTo = jest.fn<DoorProps["turnTo"]>();
  await act(async () => void render(<VerifyPage session={api.session} leave={api.leave} turnTo={turnTo} typed={typed} />));
  const calls = (route: string) => api.sent.filter((call) => call.route === route);
  return { ...api, turnTo, calls, user: userEvent.setup() };
}

const field = () => screen.getByLabelText<HTMLInputElement>("Code");

beforeEach(() => sessionStorage.clear());
afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("the code of a new address", () => {
  test("is sent by itself when it is whole, and leads to sign-in with the address and a word of it", async () => {
    const page = await open({ [confirm]: [confirmed] });
    expect(screen.getByText(email)).toBeTruthy();
    expect(document.activeElement).toBe(field());
    await page.user.type(field(), "48213907");
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/sign-in"));
    expect(page.calls(confirm)).toEqual([{ route: confirm, body: { challengeId: "challenge-1", code: "48213907" } }]);
    expect([kept("email"), kept("arrival"), kept("verification")]).toEqual([email, "confirmed", null]);
  });

  test("for which the door was closed meanwhile says whom to ask", async () => {
    const page = await open({ [confirm]: [() => refusal(403, "registration_closed")] });
    await page.user.type(field(), "48213907");
    expect((await screen.findByRole("alert")).textContent).toContain("not taken for this address any more");
  });

  test("signs in at once while the password is still in memory", async () => {
    const page = await open({ [confirm]: [confirmed], [login]: [() => answer(200, signedIn("token-1"))] }, { typed: account });
    await page.user.type(field(), "48213907");
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/"));
    expect(page.calls(login)).toEqual([{ route: login, body: { email, password: "correct horse battery" } }]);
  });

  test("that is confirmed is not lost when signing in fails", async () => {
    const page = await open({ [confirm]: [confirmed], [login]: [() => refusal(503, "busy")] }, { typed: account });
    await page.user.type(field(), "48213907");
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/sign-in"));
  });

  test("that is wrong says how many tries are left, aloud too, and can be put right", async () => {
    const page = await open({ [confirm]: [() => wrong(), confirmed] });
    await page.user.type(field(), "48213906");
    await waitFor(() => expect(field().getAttribute("aria-invalid")).toBe("true"));
    const said = screen.getAllByText("This is not the code. 4 tries are left.");
    expect(said.some((place) => place.tagName === "OUTPUT")).toBe(true);
    expect(document.activeElement).toBe(field());
    await page.user.type(field(), "{Backspace}7");
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
  });

  test("that is wrong is not sent a second time, and costs one try", async () => {
    const page = await open({ [confirm]: [() => wrong(), confirmed] });
    await page.user.type(field(), "48213906");
    await waitFor(() => expect(field().getAttribute("aria-invalid")).toBe("true"));
    await page.user.click(screen.getByRole("button", { name: "Confirm" }));
    expect(screen.getAllByText(/It was tried already/).length).toBeGreaterThan(0);
    expect(page.calls(confirm)).toHaveLength(1);
  });

  test("that is not whole is not sent", async () => {
    const page = await open({});
    await page.user.type(field(), "4821{Enter}");
    expect(screen.getAllByText("Enter all eight digits.").length).toBeGreaterThan(0);
    expect(page.calls(confirm)).toEqual([]);
  });

  test("of an address that got an account meanwhile says so", async () => {
    const page = await open({ [confirm]: [() => refusal(409, "email_taken")] });
    await page.user.type(field(), "48213907");
    expect(await screen.findByRole("heading", { name: "This address has an account" })).toBeTruthy();
  });

  test("stays in the field without an answer, and after too many tries waits", async () => {
    const lost = () => Promise.reject(new TypeError("Failed to fetch"));
    const page = await open({ [confirm]: [lost, () => refusal(429, "too_many_requests", { "Retry-After": "30" })] });
    await page.user.type(field(), "48213907");
    expect(await screen.findByText("No answer came")).toBeTruthy();
    expect(field().value).toBe("4821 3907");
    await page.user.click(screen.getByRole("button", { name: /^Confirm/ }));
    await page.user.click(await screen.findByRole("button", { name: /Try again in (30|29) s/ }));
    expect(page.calls(confirm)).toHaveLength(2);
  });

  test("says offline that it needs the network", async () => {
    await open({});
    act(() => setOnline(false));
    expect(screen.getByText("Confirming needs the network")).toBeTruthy();
  });
});

describe("another code", () => {
  const another = () => answer(202, { id: "challenge-2", expiresAt: "2026-11-21T10:10:00Z" });

  test("is offered after a minute", async () => {
    const page = await open({}, { agoMs: 20_000 });
    await page.user.click(screen.getByRole("button", { name: /Send a new code in (40|39) s/ }));
    expect(page.calls(resend)).toEqual([]);
  });

  test("replaces the one before, survives a reload and takes the focus back to the field", async () => {
    const page = await open({ [resend]: [another], [confirm]: [confirmed] }, { agoMs: 61_000 });
    await page.user.click(screen.getByRole("button", { name: /Send a new code/ }));
    expect(await screen.findByText("A new code is on its way")).toBeTruthy();
    expect(kept("verification")).toMatchObject({ id: "challenge-2", email });
    expect(document.activeElement).toBe(field());
    await page.user.type(field(), "48213907");
    await waitFor(() => expect(page.calls(confirm)[0]?.body).toEqual({ challengeId: "challenge-2", code: "48213907" }));
  });

  test("is the one thing to do once a code has ended, without a pause", async () => {
    const page = await open({ [confirm]: [ended], [resend]: [another] });
    await page.user.type(field(), "48213907");
    expect((await screen.findByRole("alert")).textContent).toContain("This code no longer works");
    await page.user.click(screen.getByRole("button", { name: /Send a new code/ }));
    await waitFor(() => expect(field().value).toBe(""));
  });

  test("is still that after a reload", async () => {
    const page = await open({ [confirm]: [ended] });
    await page.user.type(field(), "48213907");
    await screen.findByText("This code no longer works");
    cleanup();
    await show({});
    expect(screen.getByText("This code no longer works")).toBeTruthy();
    expect(screen.queryByLabelText("Code")).toBeNull();
  });

  test("that cannot be sent any more leads back to the beginning", async () => {
    const page = await open({ [resend]: [ended] }, { agoMs: 61_000, typed: account });
    await page.user.click(screen.getByRole("button", { name: /Send a new code/ }));
    expect(await screen.findByText(/too long ago to send another code/)).toBeTruthy();
    await page.user.click(screen.getAllByRole("link", { name: "Start again" })[0] as HTMLElement);
    expect(page.turnTo).toHaveBeenCalledWith("sign-up");
  });

  test("asked for too often says how long to wait", async () => {
    const page = await open({ [resend]: [() => refusal(429, "too_many_requests", { "Retry-After": "90" })] }, { agoMs: 61_000 });
    await page.user.click(screen.getByRole("button", { name: /Send a new code/ }));
    expect(await screen.findByRole("button", { name: /Send a new code in 1:(30|29)/ })).toBeTruthy();
  });
});

describe("the page of the code", () => {
  test("without a code that is awaited says what to do", async () => {
    await show({});
    expect(screen.getByRole("heading", { name: "No code is awaited here" })).toBeTruthy();
    expect(screen.getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe("/sign-in");
  });

  test("leads somebody who came from sign-in back there", async () => {
    const page = await open({}, { purpose: "verify_email" });
    await page.user.click(screen.getByRole("link", { name: "Start again" }));
    expect(page.turnTo).toHaveBeenCalledWith("sign-in");
  });

  test("in development says where the mail is", async () => {
    await open({ "GET /auth/options": [fakeAuthOptions({ mail: "page" })] });
    const link = await screen.findByRole("link", { name: "read them in a new tab" });
    expect([link.getAttribute("href"), link.getAttribute("target")]).toEqual(["/development/mail", "_blank"]);
  });
});

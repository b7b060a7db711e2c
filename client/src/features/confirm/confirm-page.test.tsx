import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { kept } from "../../lib/door/kept.ts";
import { type Answers, fakeApi, setOnline } from "../../lib/fake-api.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { ConfirmPage } from "./confirm-page.tsx";

const challengeId = "019aa1fb-ef57-7443-9692-d636fb821613";
const link = `${challengeId}.c2VjcmV0LXBhcnQ.48213907`;
const body = { challengeId, secret: "c2VjcmV0LXBhcnQ" };
const look = "POST /auth/challenges/look";
const [confirm, prove, change] = ["POST /auth/registration/confirm", "POST /auth/recovery/prove", "POST /auth/email-change/prove"] as const;
const seen = (purpose: string, isHere = true) => [() => answer(200, { purpose, isHere, expiresAt: "2026-11-21T10:10:00Z" })];

async function open(answers: Answers, opened: string | null = link) {
  const api = fakeApi(answers);
  await act(async () => void render(<ConfirmPage leave={api.leave} link={opened} />));
  const press = async (name: RegExp) => userEvent.setup().click(await screen.findByRole("button", { name }));
  return { ...api, press };
}

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

beforeEach(() => sessionStorage.clear());
afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("a mailed link in the browser that asked", () => {
  test("uses nothing up before the button is pressed", async () => {
    const page = await open({ [look]: seen("register") });
    await heading("Confirm your address");
    expect(page.sent).toEqual([{ route: look, body }]);
  });

  test.each(["register", "verify_email"])("confirms an address: %s", async (purpose) => {
    const page = await open({ [look]: seen(purpose), [confirm]: [() => answer(200, { email: "ada@example.com" })] });
    await page.press(/Confirm this address/);
    await heading("Address confirmed");
    expect(page.sent).toContainEqual({ route: confirm, body });
    expect(screen.getByRole("link", { name: "Go on" }).getAttribute("href")).toBe("/sign-in");
    expect(kept("email")).toBe("ada@example.com");
  });

  test("goes on to the new password", async () => {
    const page = await open({ [look]: seen("recover_password"), [prove]: [() => answer(200, { email: "ada@example.com" })] });
    await page.press(/Go on/);
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/forgot"));
    expect(kept("recovery")).toMatchObject({ id: challengeId, email: "ada@example.com", isProven: true });
  });

  test("confirms one side of a change of address, and says which one is left", async () => {
    const half = [() => answer(200, { side: "old", isComplete: false })];
    await (await open({ [look]: seen("email_change_old"), [change]: half })).press(/Confirm this address/);
    await heading("Half of it is done");
    expect(screen.getByText(/sent to the new address/)).toBeTruthy();
  });

  test("completes a change of address", async () => {
    const whole = [() => answer(200, { side: "new", isComplete: true })];
    await (await open({ [look]: seen("email_change_new"), [change]: whole })).press(/Confirm this address/);
    await heading("Your address has changed");
  });

  test("that ended meanwhile says so, and one whose address is taken too", async () => {
    await (await open({ [look]: seen("register"), [confirm]: [() => refusal(410, "challenge_ended")] })).press(/Confirm this address/);
    await heading("This link no longer works");
    cleanup();
    await (await open({ [look]: seen("register"), [confirm]: [() => refusal(409, "email_taken")] })).press(/Confirm this address/);
    await heading("This address has an account");
  });

  test("stays good when no answer came", async () => {
    const lost = () => Promise.reject(new TypeError("Failed to fetch"));
    const page = await open({ [look]: seen("register"), [confirm]: [lost, () => answer(200, { email: "ada@example.com" })] });
    await page.press(/Confirm this address/);
    expect(await screen.findByText(/The link is not used up: try again/)).toBeTruthy();
    await page.press(/Confirm this address/);
    await heading("Address confirmed");
  });
});

describe("a mailed link in another browser", () => {
  test("shows the code to type, grouped, and warns of telling it", async () => {
    const page = await open({ [look]: seen("register", false) });
    await heading("Type this code where you asked");
    expect(screen.getByText("4821 3907")).toBeTruthy();
    expect(screen.getByText("4 8 2 1 3 9 0 7")).toBeTruthy();
    expect(screen.getByText("Tell it to nobody")).toBeTruthy();
    expect(page.sent).toHaveLength(1);
  });

  test("shows it also when the server finds out only at the button", async () => {
    await (await open({ [look]: seen("register"), [confirm]: [() => refusal(409, "challenge_elsewhere")] })).press(/Confirm this address/);
    await heading("Type this code where you asked");
  });
});

describe("a mailed link that leads nowhere", () => {
  test("says what to do when it has ended", async () => {
    await open({ [look]: [() => refusal(410, "challenge_ended")] });
    await heading("This link no longer works");
    expect(screen.getByRole("link", { name: "Choose a new password" }).getAttribute("href")).toBe("/forgot");
  });

  test.each([null, "", "abc", `${challengeId}.secret`, `${challengeId}.secret.1234567`])("says that it is not whole: %j", async (cut) => {
    const page = await open({}, cut);
    await heading("The link is not whole");
    expect(page.sent).toEqual([]);
  });

  test("is looked at again on request, and by itself when the network is back", async () => {
    const lost = () => Promise.reject(new TypeError("Failed to fetch"));
    await (await open({ [look]: [lost, ...seen("register")] })).press(/Try again/);
    await heading("Confirm your address");
    cleanup();
    await open({ [look]: [lost, ...seen("register")] });
    await screen.findByText("No answer came");
    act(() => setOnline(true));
    await heading("Confirm your address");
  });

  test("counts down when looked at too often", async () => {
    const page = await open({ [look]: [() => refusal(429, "too_many_requests", { "Retry-After": "30" })] });
    await page.press(/Try again in (30|29) s/);
    expect(page.sent).toHaveLength(1);
  });
});

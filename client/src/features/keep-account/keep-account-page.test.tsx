import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { kept } from "../../lib/door/kept.ts";
import { type Answers, fakeApi } from "../../lib/fake-api.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { KeepAccountPage } from "./keep-account-page.tsx";

const undo = "POST /auth/deletion/undo";

async function open(answers: Answers, link: string | null = "token=a-token") {
  const api = fakeApi(answers);
  await act(async () => void render(<KeepAccountPage link={link} />));
  const press = async () => userEvent.setup().click(screen.getByRole("button", { name: /Keep my account/ }));
  return { ...api, press };
}

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

describe("the link that keeps a closed account", () => {
  test("does nothing by itself, and at the button opens the account and leads on to sign-in with the address filled", async () => {
    const page = await open({ [undo]: [() => answer(200, { email: "ada@example.com" })] });
    expect(page.sent).toEqual([]);
    await page.press();
    await heading("Your account is open again");
    expect(page.sent).toEqual([{ route: undo, body: { token: "a-token" } }]);
    expect(screen.getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe("/sign-in");
    expect(kept("email")).toBe("ada@example.com");
  });

  test("that is used or too late says so", async () => {
    await (await open({ [undo]: [() => refusal(410, "undo_link_invalid")] })).press();
    await heading("This link no longer works");
  });

  test("that is cut off says so", async () => {
    await open({}, null);
    await heading("The link is not whole");
  });

  test("can be tried again when no answer came", async () => {
    const lost = () => Promise.reject(new TypeError("Failed to fetch"));
    const page = await open({ [undo]: [lost, () => answer(200, { email: "ada@example.com" })] });
    await page.press();
    expect(await screen.findByText("No answer came")).toBeTruthy();
    await page.press();
    await heading("Your account is open again");
  });
});

describe("right after an account was closed", () => {
  test("the page says when it is deleted, and how to keep it", async () => {
    await open({}, "closed=2026-12-12T10%3A00%3A00.000Z");
    await heading("Your account is closed");
    expect(document.querySelector("time")?.getAttribute("datetime")).toBe("2026-12-12T10:00:00.000Z");
    expect(screen.getByRole("link", { name: "sign in as you usually do" }).getAttribute("href")).toBe("/sign-in");
  });

  test("and shows no time that is none", async () => {
    await open({}, "closed=never");
    await heading("Your account is closed");
    expect(document.querySelector("time")).toBeNull();
  });
});

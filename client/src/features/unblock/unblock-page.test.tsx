import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { kept } from "../../lib/door/kept.ts";
import { type Answers, fakeApi } from "../../lib/fake-api.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { UnblockPage } from "./unblock-page.tsx";

const unblock = "POST /auth/unblock";

async function open(answers: Answers, link: string | null = "token=a-token") {
  const api = fakeApi(answers);
  await act(async () => void render(<UnblockPage leave={api.leave} link={link} />));
  const press = async () => userEvent.setup().click(screen.getByRole("button", { name: /Let this browser in/ }));
  return { ...api, press };
}

beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

describe("the link that lets a browser in", () => {
  test("does nothing by itself, and at the button leads to sign-in with the address", async () => {
    const page = await open({ [unblock]: [() => answer(200, { email: "ada@example.com" })] });
    expect(page.sent).toEqual([]);
    await page.press();
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/sign-in"));
    expect(page.sent).toEqual([{ route: unblock, body: { token: "a-token" } }]);
    expect([kept("email"), kept("arrival")]).toEqual(["ada@example.com", "unblocked"]);
  });

  test("that is used or too old says what to do", async () => {
    await (await open({ [unblock]: [() => refusal(410, "unblock_link_invalid")] })).press();
    expect(await screen.findByRole("heading", { name: "This link no longer works" })).toBeTruthy();
    expect(screen.getByRole("link", { name: "Choose a new one" }).getAttribute("href")).toBe("/forgot");
  });

  test("that is cut off says so", async () => {
    await open({}, null);
    expect(screen.getByRole("heading", { name: "The link is not whole" })).toBeTruthy();
  });

  test("can be tried again when no answer came", async () => {
    const lost = () => Promise.reject(new TypeError("Failed to fetch"));
    const page = await open({ [unblock]: [lost, () => answer(200, { email: "ada@example.com" })] });
    await page.press();
    expect(await screen.findByText("No answer came")).toBeTruthy();
    await page.press();
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/sign-in"));
  });
});

import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { kept } from "../../lib/door/kept.ts";
import { type Answers, fakeApi } from "../../lib/fake-api.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { UndoAdditionsPage } from "./undo-additions-page.tsx";

const undo = "POST /auth/additions/undo";

async function open(answers: Answers, link: string | null = "token=a-token") {
  const api = fakeApi(answers);
  await act(async () => void render(<UndoAdditionsPage link={link} />));
  const press = async () => userEvent.setup().click(screen.getByRole("button", { name: /Take it back/ }));
  return { ...api, press };
}

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

describe("taking an addition back", () => {
  test("does nothing by itself, and at the button leads on to a new password with the address filled", async () => {
    const page = await open({ [undo]: [() => answer(200, { email: "ada@example.com" })] });
    expect(page.sent).toEqual([]);
    await page.press();
    await heading("It is taken back");
    expect(page.sent).toEqual([{ route: undo, body: { token: "a-token" } }]);
    expect(screen.getByText(/Your old password no longer works/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "Choose a new password" }).getAttribute("href")).toBe("/forgot");
    expect(kept("email")).toBe("ada@example.com");
  });

  test("with a used or too old link says whom to ask", async () => {
    await (await open({ [undo]: [() => refusal(410, "undo_link_invalid")] })).press();
    await heading("This link no longer works");
    expect(screen.getByText(/ask whoever runs this Gatehouse/)).toBeTruthy();
  });

  test("can be tried again when no answer came", async () => {
    const lost = () => Promise.reject(new TypeError("Failed to fetch"));
    const page = await open({ [undo]: [lost, () => answer(200, { email: "ada@example.com" })] });
    await page.press();
    expect(await screen.findByText("No answer came")).toBeTruthy();
    await page.press();
    await heading("It is taken back");
  });

  test("needs the whole link", async () => {
    await open({}, null);
    await heading("The link is not whole");
  });
});

import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import type { DevelopmentMail } from "../../api/types.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { MailPage } from "./mail-page.tsx";

const list = "GET /development/mails?limit=50";
const options = (mail: string) => ({
  "GET /auth/options": [
    () => answer(200, { password: { minLength: 15, maxLength: 256 }, registration: "open", setupRequired: false, mail }),
  ],
});
const mail = (id: string, subject: string): DevelopmentMail => ({
  id,
  kind: "confirm_address",
  to: "ada@example.com",
  subject,
  text: "Your code:\n\n    1234 5678\n\nhttps://gate.example/confirm#a.b.c\n",
  html: "<p>Your code</p>",
  createdAt: "2026-11-21T10:42:07.000Z",
});
const page =
  (...items: DevelopmentMail[]) =>
  () =>
    answer(200, { items, nextCursor: null });

afterEach(cleanup);

describe("the development mail", () => {
  test("shows the newest mail with its code and its link, without anybody signed in", async () => {
    const { calls } = openPage(<MailPage />, { ...options("page"), [list]: [page(mail("b", "Newest"), mail("a", "First"))] });
    const article = await screen.findByRole("article");
    expect(within(article).getByRole("region", { name: "Newest" })).toBeTruthy();
    expect(within(article).getByRole("button", { name: "Copy code" }).parentElement?.textContent).toContain("12345678");
    expect(within(article).getByRole("link", { name: "Open in a new tab" }).getAttribute("href")).toBe(
      "https://gate.example/confirm#a.b.c",
    );
    expect(calls("POST /auth/refresh")).toEqual([]);
  });

  test("shows the HTML form in a frame that may run no script and is not of the console's origin", async () => {
    openPage(<MailPage />, { ...options("page"), [list]: [page(mail("b", "Newest"))] });
    const frame = await screen.findByTitle("HTML form of: Newest");
    expect(frame.getAttribute("sandbox")).not.toMatch(/allow-(scripts|same-origin)/);
    expect(frame.getAttribute("src")).toBe("/api/v1/development/mails/b/html");
  });

  test("reads another one by its address", async () => {
    const { user } = openPage(<MailPage />, { ...options("page"), [list]: [page(mail("b", "Newest"), mail("a", "First"))] });
    await user.click(await screen.findByRole("link", { name: /^First/ }));
    expect(await screen.findByRole("region", { name: "First" })).toBeTruthy();
    expect(screen.getByRole("link", { name: /^First/ }).getAttribute("aria-current")).toBe("true");
  });

  test("a new mail appears by itself", async () => {
    openPage(<MailPage />, { ...options("page"), [list]: [page(), page(mail("a", "First"))] });
    expect(await screen.findByText("No mail yet")).toBeTruthy();
    await waitFor(() => expect(screen.getByRole("region", { name: "First" })).toBeTruthy(), { timeout: 5_000 });
  });

  test("says that no mails are kept where they are sent", async () => {
    openPage(<MailPage />, { ...options("smtp") });
    expect(await screen.findByText("No mails are kept here")).toBeTruthy();
  });

  test("that cannot be read shows the request id", async () => {
    openPage(<MailPage />, { ...options("page"), [list]: [() => refusal(500, "internal_error")] });
    expect((await screen.findByRole("alert")).textContent).toContain("request-1");
  });
});

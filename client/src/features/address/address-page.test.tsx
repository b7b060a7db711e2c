import { afterEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, screen, waitFor } from "@testing-library/react";
import { setOnline } from "../../lib/fake-api.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { ada, openPage } from "../../ui/fake-page.tsx";
import { AddressPage } from "./address-page.tsx";

const [me, change, confirm, prove] = [
  "GET /me",
  "GET /me/email-change",
  "POST /auth/registration/confirm",
  "POST /auth/email-change/prove",
] as const;
const at = "2026-11-21T10:00:00.000Z";
const challenge = (id: string) => ({ id, expiresAt: at });
const opened = {
  oldEmail: ada.email,
  newEmail: "ada@new.example",
  oldProven: false,
  newProven: false,
  oldChallenge: challenge("old"),
  newChallenge: challenge("new"),
  expiresAt: at,
};
const reads = (body: object) => () => answer(200, body);
const none = () => refusal(404, "not_found");
const options = (mail: string) =>
  reads({
    password: { minLength: 15, maxLength: 256 },
    registration: "open",
    registrationDomains: [],
    setupRequired: false,
    mail,
    provesAddresses: true,
  });

function open(answers: Parameters<typeof openPage>[1], mail = "smtp") {
  const page = openPage(<AddressPage />, { "GET /auth/options": [options(mail)], [me]: [reads(ada)], [change]: [none], ...answers });
  return { ...page, press: async (name: string | RegExp) => page.user.click(await screen.findByRole("button", { name })) };
}

const refusedCode = () =>
  answer(422, {
    code: "validation_failed",
    detail: "x",
    requestId: "request-1",
    errors: [{ in: "body", path: "/code", code: "wrong_code", message: "Is not the code. 4 tries are left." }],
  });

afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("an address that is not confirmed", () => {
  const unconfirmed = { ...ada, emailVerifiedAt: null };
  const asked = { "POST /me/email/verification": [() => answer(202, challenge("mine"))] };

  test("is confirmed with a mailed code, sent with its last digit", async () => {
    const page = open({ ...asked, [me]: [reads(unconfirmed), reads(ada)], [confirm]: [reads({ email: ada.email })] });
    await page.press("Confirm it");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Code from the mail")));
    await page.user.keyboard("12345678");
    await waitFor(() => expect(screen.queryByText("Not confirmed yet")).toBeNull());
    expect(page.calls(confirm).map(({ body }) => body)).toEqual([{ challengeId: "mine", code: "12345678" }]);
    expect(screen.getByText(/^Confirmed/)).toBeTruthy();
  });

  test("says how many tries are left after a wrong code, and keeps it to be mended", async () => {
    const page = open({ ...asked, [me]: [reads(unconfirmed)], [confirm]: [refusedCode] });
    await page.press("Confirm it");
    const field = await screen.findByLabelText<HTMLInputElement>("Code from the mail");
    await page.user.type(field, "1234 5678");
    expect((await screen.findAllByText("This is not the code. 4 tries are left.")).length).toBeGreaterThan(0);
    expect(field.value).toBe("1234 5678");
  });

  test("offers another code when one has ended", async () => {
    const page = open({ ...asked, [me]: [reads(unconfirmed)], [confirm]: [() => refusal(410, "challenge_ended")] });
    await page.press("Confirm it");
    await page.user.type(await screen.findByLabelText("Code from the mail"), "12345678");
    await screen.findByText("This code no longer works");
    await page.press("Send a new code");
    expect(page.calls("POST /me/email/verification")).toHaveLength(2);
  });

  test("is found confirmed when that happened elsewhere", async () => {
    const already = () => refusal(409, "already_verified");
    const page = open({ "POST /me/email/verification": [already], [me]: [reads(unconfirmed), reads(ada)] });
    await page.press("Confirm it");
    expect(await screen.findByText(/^Confirmed/)).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("changing the address", () => {
  async function begin(page: ReturnType<typeof open>) {
    await page.user.type(await screen.findByLabelText("New address"), "ada@new.example");
    await page.user.type(screen.getByLabelText("Current password"), "what it is now");
    await page.press("Send the codes");
  }

  test("asks both mailboxes, in either order, and tells what it did", async () => {
    const half = { ...opened, newProven: true };
    const moved = { ...ada, email: "ada@new.example" };
    const page = open({
      "POST /me/email-change": [() => answer(201, opened)],
      [change]: [none, reads(half), none],
      [me]: [reads(ada), reads(ada), reads(moved)],
      [prove]: [reads({ side: "new", isComplete: false }), reads({ side: "old", isComplete: true })],
    });
    await begin(page);
    await page.user.type(await screen.findByLabelText("Code sent to the new address"), "11112222");
    await waitFor(() => expect(screen.queryByLabelText("Code sent to the new address")).toBeNull());
    expect(document.activeElement).toBe(screen.getByLabelText("Code sent to the old address"));
    await page.user.type(screen.getByLabelText("Code sent to the old address"), "33334444");
    expect((await screen.findByText("Address changed")).closest("div[tabindex]")).toBe(document.activeElement);
    expect(screen.getByText(/got a mail with a link that undoes the change within 72 hours/).textContent).toContain(ada.email);
    expect(page.calls(prove).map(({ body }) => body)).toEqual([
      { challengeId: "new", code: "11112222" },
      { challengeId: "old", code: "33334444" },
    ]);
  });

  test("asks who has no password for none", async () => {
    const page = open({ "GET /me/security": [reads({ hasPassword: false })], "POST /me/email-change": [() => answer(201, opened)] });
    await page.user.type(await screen.findByLabelText("New address"), "ada@new.example");
    expect(screen.queryByLabelText("Current password")).toBeNull();
    expect(screen.getByText(/You have no password/)).toBeTruthy();
    await page.press("Send the codes");
    await waitFor(() =>
      expect(page.calls("POST /me/email-change")).toEqual([{ route: "POST /me/email-change", body: { newEmail: "ada@new.example" } }]),
    );
  });

  test("does not ask an old address that was never confirmed, and promises it no mail", async () => {
    const alone = { ...opened, oldProven: null, oldChallenge: null };
    const moved = { ...ada, email: "ada@new.example" };
    const page = open({
      [change]: [reads(alone), none],
      [me]: [reads(ada), reads(moved)],
      [prove]: [reads({ side: "new", isComplete: true })],
    });
    await page.user.type(await screen.findByLabelText("Code sent to the new address"), "11112222");
    await screen.findByText("Address changed");
    expect(screen.queryByText(/72 hours\./)).toBeNull();
  });

  test("is where it was after a reload, and sees what a link in a mail has done meanwhile", async () => {
    open({ [change]: [reads(opened), reads({ ...opened, oldProven: true })] });
    await screen.findByLabelText("Code sent to the old address");
    act(() => void window.dispatchEvent(new Event("visibilitychange")));
    await waitFor(() => expect(screen.queryByLabelText("Code sent to the old address")).toBeNull());
    expect(screen.getByRole("heading", { name: /^Old address/ }).closest("li")?.textContent).toMatch(/Confirmed$/);
  });

  test("keeps a half-typed code while it is asked again", async () => {
    const page = open({ [change]: [reads(opened)] });
    const field = await screen.findByLabelText<HTMLInputElement>("Code sent to the old address");
    await page.user.type(field, "12");
    act(() => void window.dispatchEvent(new Event("visibilitychange")));
    await waitFor(() => expect(page.calls(change).length).toBeGreaterThan(1));
    expect(screen.getByLabelText<HTMLInputElement>("Code sent to the old address").value).toBe("12");
  });

  test("says when it did not come about, and begins again with the same address", async () => {
    open({ [change]: [reads(opened), none] });
    await screen.findByLabelText("Code sent to the old address");
    act(() => void window.dispatchEvent(new Event("visibilitychange")));
    expect(await screen.findByText("The change did not come about")).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("New address").value).toBe("ada@new.example");
  });

  test("can be cancelled", async () => {
    const page = open({ [change]: [reads(opened), none], "DELETE /me/email-change": [() => answer(204, null)] });
    await page.press("Cancel the change");
    expect(await screen.findByLabelText("New address")).toBeTruthy();
    expect(screen.queryByText("The change did not come about")).toBeNull();
  });

  test("can be started again with new codes, and the old ones stay at hand", async () => {
    const page = open({ [change]: [reads(opened)] });
    await page.press("Start again");
    expect(document.activeElement).toBe(screen.getByLabelText("New address"));
    expect((await screen.findByLabelText<HTMLInputElement>("New address")).value).toBe("ada@new.example");
    await page.press("Back to the codes");
    expect(screen.getByLabelText("Code sent to the old address")).toBeTruthy();
  });

  test("shows the server's reasons, each at its field, and keeps what was typed", async () => {
    const errors = [
      { in: "body", path: "/newEmail", code: "disposable", message: "x" },
      { in: "body", path: "/currentPassword", code: "wrong_password", message: "x" },
    ];
    const refused = () => answer(422, { code: "validation_failed", detail: "x", requestId: "request-1", errors });
    await begin(open({ "POST /me/email-change": [refused] }));
    expect(await screen.findByText(/throw-away mail service/)).toBeTruthy();
    expect(screen.getByText("This is not your current password.")).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("New address").value).toBe("ada@new.example");
  });

  test("sends nothing for the address that it is already", async () => {
    const page = open({});
    await page.user.type(await screen.findByLabelText("New address"), ada.email.toUpperCase());
    await page.press("Send the codes");
    expect(screen.getByText("This is your address already.")).toBeTruthy();
    expect(page.calls("POST /me/email-change")).toEqual([]);
  });

  test("is not left with something typed without a question", async () => {
    const page = open({});
    await page.user.type(await screen.findByLabelText("New address"), "a");
    await page.user.click(screen.getByRole("link", { name: "Elsewhere" }));
    expect(await screen.findByText("Discard the new address?")).toBeTruthy();
  });
});

describe("an instance's mail", () => {
  test("that does not exist is said instead of a form that cannot work", async () => {
    open({ [me]: [reads({ ...ada, emailVerifiedAt: null })] }, "off");
    expect(await screen.findByText("This Gatehouse sends no mail")).toBeTruthy();
    expect(screen.queryByLabelText("New address")).toBeNull();
    expect(screen.queryByRole("button", { name: "Confirm it" })).toBeNull();
  });

  test("that is kept on a page is led to", async () => {
    open({}, "page");
    expect((await screen.findByRole("link", { name: "read them in a new tab" })).getAttribute("href")).toBe("/development/mail");
  });
});

describe("an address that cannot be read", () => {
  test("shows the request id and comes when tried again", async () => {
    const page = open({ [change]: [() => refusal(500, "internal_error"), none] });
    expect((await screen.findByRole("alert")).textContent).toContain("request-1");
    await page.press("Try again");
    expect(await screen.findByLabelText("New address")).toBeTruthy();
  });

  test("keeps a typed code through a lost network", async () => {
    const page = open({ [change]: [reads(opened)], [prove]: [() => Promise.reject(new TypeError("Failed to fetch"))] });
    const field = await screen.findByLabelText<HTMLInputElement>("Code sent to the old address");
    act(() => setOnline(false));
    await page.user.type(field, "12345678");
    expect(await screen.findByText("Confirming needs the network")).toBeTruthy();
    expect(field.value).toBe("1234 5678");
  });
});

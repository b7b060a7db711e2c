import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, screen, waitFor } from "@testing-library/react";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { PasswordPage } from "./password-page.tsx";

const change = "POST /me/password";
const rule = {
  "GET /auth/options": [() => answer(200, { password: { minLength: 15, maxLength: 256 }, registration: "open", setupRequired: false })],
};
const good = "four unrelated words";

async function changePassword(answers: Parameters<typeof openPage>[1], current = "the old one", next = good) {
  const page = openPage(<PasswordPage />, { ...rule, ...answers });
  const fields = {
    current: await screen.findByLabelText<HTMLInputElement>("Current password"),
    next: screen.getByLabelText<HTMLInputElement>("New password"),
  };
  if (current) await page.user.type(fields.current, current);
  if (next) await page.user.type(fields.next, next);
  await page.user.click(screen.getByRole("button", { name: /Change password/ }));
  return { ...page, ...fields };
}

const refused =
  (...errors: [string, string][]) =>
  () =>
    answer(422, {
      code: "validation_failed",
      detail: "x",
      requestId: "request-1",
      errors: errors.map(([path, code]) => ({ in: "body", path, code, message: code })),
    });

afterEach(cleanup);

describe("changing the password", () => {
  test("says beforehand that the other devices are signed out, and afterwards that they were", async () => {
    const page = await changePassword({ [change]: [() => answer(204, null)] });
    expect(screen.getByText(/signs out every other device/)).toBeTruthy();
    expect(await screen.findByText("Password changed")).toBeTruthy();
    expect(screen.getByText(/Your other devices were signed out/)).toBeTruthy();
    expect(page.calls(change)).toEqual([{ route: change, body: { currentPassword: "the old one", newPassword: good } }]);
  });

  test("leaves neither password on the page", async () => {
    await changePassword({ [change]: [() => answer(204, null)] });
    await screen.findByText("Password changed");
    expect(document.querySelector("input")).toBeNull();
  });

  test("asks for what is missing or too short before anything is sent", async () => {
    const page = await changePassword({}, "", "short");
    expect(screen.getByText("Enter your current password.")).toBeTruthy();
    expect(screen.getByText("Use at least 15 characters.")).toBeTruthy();
    expect(document.activeElement).toBe(page.current);
    expect(page.calls(change)).toEqual([]);
  });

  test("shows the server's reasons, each at its field, and keeps what was typed", async () => {
    const page = await changePassword({ [change]: [refused(["/currentPassword", "wrong_password"], ["/newPassword", "contains_name"])] });
    expect(await screen.findByText("This is not your current password.")).toBeTruthy();
    expect(screen.getByText("It contains your name. Choose one without it.")).toBeTruthy();
    expect(document.activeElement).toBe(page.current);
    expect(page.next.value).toBe(good);
  });

  test("sets the first one for who has none, who is asked for no current one, and then asks for that", async () => {
    const read = (hasPassword: boolean) => () => answer(200, { hasPassword });
    const page = openPage(<PasswordPage />, {
      ...rule,
      "GET /me/security": [read(false), read(true)],
      [change]: [() => answer(204, null)],
    });
    await page.user.type(await screen.findByLabelText("New password"), good);
    expect(screen.queryByLabelText("Current password")).toBeNull();
    expect(screen.getByText(/You have no password/)).toBeTruthy();
    await page.user.click(screen.getByRole("button", { name: /Set password/ }));
    await page.user.click(await screen.findByRole("button", { name: "Change it" }));
    expect(await screen.findByLabelText("Current password")).toBeTruthy();
    expect(page.calls(change)).toEqual([{ route: change, body: { newPassword: good } }]);
  });

  test("asks for the current one after all when there is one since, and keeps what was typed", async () => {
    const read = (hasPassword: boolean) => () => answer(200, { hasPassword });
    const page = openPage(<PasswordPage />, {
      ...rule,
      "GET /me/security": [read(false), read(true)],
      [change]: [refused(["/currentPassword", "required"])],
    });
    const next = await screen.findByLabelText<HTMLInputElement>("New password");
    await page.user.type(next, good);
    await page.user.click(screen.getByRole("button", { name: /Set password/ }));
    expect(await screen.findByText("Your account has a password now. Enter it.")).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText("Current password"));
    expect(next.value).toBe(good);
  });

  test("after too many attempts counts down and sends nothing meanwhile", async () => {
    const page = await changePassword({ [change]: [() => refusal(429, "too_many_requests", { "Retry-After": "30" })] });
    await page.user.click(await screen.findByRole("button", { name: /Try again in (30|29) s/ }));
    expect(page.calls(change)).toHaveLength(1);
  });

  test("tells password managers whose it is and what the fields are", async () => {
    const { calls } = openPage(<PasswordPage />, rule);
    await screen.findByLabelText("Current password");
    await waitFor(() => expect(calls("GET /auth/options")).toHaveLength(1));
    const purposes = [...document.querySelectorAll("input")].map((input) => input.autocomplete);
    expect(purposes).toEqual(["username", "current-password", "new-password"]);
  });
});

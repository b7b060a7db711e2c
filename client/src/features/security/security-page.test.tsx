import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import type { Provider } from "../../api/types.ts";
import { fakeAuthOptions } from "../../lib/door/fake-auth-options.ts";
import { setOnline } from "../../lib/fake-api.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { fakePasskey, fakeSecurity } from "./fake-security.ts";
import { SecurityPage } from "./security-page.tsx";

const read = "GET /me/security";
const connections = "GET /me/connections";
const at = "2026-11-21T10:00:00.000Z";
const totp = { createdAt: at };
const some = { left: 8, total: 10, createdAt: at };
const codes = ["aaaa-bbbb-01", "aaaa-bbbb-02"];
const none = () => answer(200, { items: [] });
const done = () => answer(204, null);

async function open(answers: Parameters<typeof openPage>[1] = {}) {
  const page = openPage(<SecurityPage recentActivity={null} />, {
    "GET /auth/options": [fakeAuthOptions()],
    [connections]: [none],
    [read]: [fakeSecurity()],
    ...answers,
  });
  await screen.findByRole("heading", { name: "Password" });
  const press = (name: string | RegExp) => page.user.click(screen.getByRole("button", { name }));
  const agree = (name: string) => page.user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name }));
  const sent = (route: string) => page.calls(route).filter((call) => call.route === route);
  return { ...page, press, agree, sent };
}

beforeEach(() => {
  Object.defineProperty(globalThis, "PublicKeyCredential", { value: () => {}, configurable: true });
});
afterEach(() => {
  cleanup();
  setOnline(true);
  Reflect.deleteProperty(globalThis, "PublicKeyCredential");
});

describe("the security page", () => {
  test("says what guards the account, and what is missing", async () => {
    await open();
    expect(screen.getByText("Your password is all that guards this account")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Change" }).getAttribute("href")).toBe("/me/password");
    cleanup();
    await open({ [read]: [fakeSecurity({ isSecondFactorRequired: true })] });
    expect(screen.getByText("Administrators need a second factor")).toBeTruthy();
    cleanup();
    await open({ [read]: [fakeSecurity({ isSecondFactorRequired: true, totp, recoveryCodes: some, methods: ["pwd", "otp", "mfa"] })] });
    expect(screen.queryByText("Administrators need a second factor")).toBeNull();
    expect(screen.getByText("A password and a code")).toBeTruthy();
  });

  test("that could not be loaded says so and asks again", async () => {
    openPage(<SecurityPage recentActivity={null} />, {
      [read]: [() => refusal(500, "internal_error"), fakeSecurity()],
      [connections]: [none],
    });
    expect(await screen.findByText("How you sign in could not be loaded")).toBeTruthy();
    act(() => screen.getByRole("button", { name: "Try again" }).click());
    expect(await screen.findByRole("heading", { name: "Password" })).toBeTruthy();
  });

  test("is not shown to who acts for the person: it says so, and offers no second try", async () => {
    openPage(<SecurityPage recentActivity={null} />, {
      "GET /auth/options": [fakeAuthOptions()],
      [read]: [() => refusal(403, "impersonation_is_read_only")],
    });
    expect(await screen.findByText("Only they see this")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  test("speaks of no password to who has none", async () => {
    await open({ [read]: [fakeSecurity({ hasPassword: false })] });
    expect(screen.getByText("Your account at a provider is all that guards this account")).toBeTruthy();
  });

  test("says offline that changes need the network, and offers none", async () => {
    await open({ [read]: [fakeSecurity({ totp, recoveryCodes: some, passkeys: [fakePasskey()] })] });
    act(() => setOnline(false));
    expect(screen.getByText(/Changes need the network/)).toBeTruthy();
    for (const name of ["Add a passkey", "Remove Phone", "Rename Phone", "Make new codes"])
      expect(screen.getByRole<HTMLButtonElement>("button", { name }).disabled).toBe(true);
  });

  test("speaks of no button for passkeys on a device that does not know them", async () => {
    Reflect.deleteProperty(globalThis, "PublicKeyCredential");
    await open();
    expect(screen.queryByRole("button", { name: "Add a passkey" })).toBeNull();
    expect(screen.getByText(/add one on a device that does/)).toBeTruthy();
  });
});

describe("an authenticator app", () => {
  const offer = { secret: "JBSWY3DPEHPK3PXP", otpauthUri: "otpauth://totp/Gatehouse:ada?secret=JBSWY3DPEHPK3PXP" };
  const offered = { "POST /me/totp": [() => answer(201, offer)] };

  test("is set up with a drawing or the secret, and confirmed by a code; the recovery codes are shown once", async () => {
    const page = await open({
      ...offered,
      [read]: [fakeSecurity(), fakeSecurity({ totp, recoveryCodes: some })],
      "POST /me/totp/confirm": [() => answer(200, { recoveryCodes: codes })],
    });
    await page.press("Set up the authenticator app");
    expect(await screen.findByText("JBSW Y3DP EHPK 3PXP")).toBeTruthy();
    await page.user.type(screen.getByLabelText("Code that the app shows"), "482139");
    const sheet = await screen.findByRole("alertdialog", { name: "Save your recovery codes" });
    expect(
      within(sheet)
        .getAllByRole("listitem")
        .map((item) => item.textContent),
    ).toEqual(codes);
    expect(page.sent("POST /me/totp/confirm")).toEqual([{ route: "POST /me/totp/confirm", body: { code: "482139" } }]);
    await page.agree("I keep them elsewhere");
    expect(screen.queryByText(codes[0] ?? "")).toBeNull();
    expect(screen.queryByText("JBSW Y3DP EHPK 3PXP")).toBeNull();
  });

  test("names what goes with it before it is removed", async () => {
    const page = await open({ [read]: [fakeSecurity({ totp, recoveryCodes: some }), fakeSecurity()], "DELETE /me/totp": [done] });
    await page.press("Remove the authenticator app");
    expect(screen.getByText(/your recovery codes go with it, and the password alone/)).toBeTruthy();
    await page.agree("Remove app");
    expect(await screen.findByText("The authenticator app removed")).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole("button", { name: "Remove the authenticator app" })).toBeNull());
  });

  test("that an administrator may not lose stays, and the reason is said", async () => {
    const detail = "Administrators must have a second factor. Add another one first, then remove this one.";
    const page = await open({
      [read]: [fakeSecurity({ totp, recoveryCodes: some, isSecondFactorRequired: true })],
      "DELETE /me/totp": [() => answer(409, { code: "last_credential", detail, requestId: "request-1" })],
    });
    await page.press("Remove the authenticator app");
    await page.agree("Remove app");
    expect(await screen.findByText("The authenticator app is still there")).toBeTruthy();
    expect(screen.getByText(detail)).toBeTruthy();
  });
});

describe("recovery codes", () => {
  const withCodes = [fakeSecurity({ totp, recoveryCodes: some })];
  const made = { [read]: withCodes, "POST /me/recovery-codes": [() => answer(201, { recoveryCodes: codes })] };

  async function make(answers: Parameters<typeof openPage>[1] = made) {
    const page = await open(answers);
    await page.press("Make new codes");
    expect(screen.getByText("The 8 you have left will not work any more.")).toBeTruthy();
    await page.agree("Make new codes");
    await screen.findByRole("alertdialog", { name: "Save your recovery codes" });
    return page;
  }

  test("count as saved only once the clipboard has taken them", async () => {
    const page = await make();
    const late = Promise.withResolvers<void>();
    jest.spyOn(navigator.clipboard, "writeText").mockImplementation(() => late.promise);
    await page.agree("Copy");
    expect(screen.getByText("Not saved yet")).toBeTruthy();
    await act(async () => late.resolve());
    expect(screen.getByText(/^Saved\./)).toBeTruthy();
    await page.agree("Done");
    expect(screen.queryByText(codes[0] ?? "")).toBeNull();
  });

  test("that the clipboard refuses are selected instead, and are not called saved", async () => {
    const page = await make();
    jest.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("denied", "NotAllowedError"));
    await page.agree("Copy");
    expect(await screen.findByText(/^Selected: press/)).toBeTruthy();
    expect(screen.getByText("Not saved yet")).toBeTruthy();
    expect(getSelection()?.toString()).toContain(codes[1]);
  });

  test("stay on the screen, whatever is pressed, until they are saved or the person says so", async () => {
    const page = await make();
    await page.user.keyboard("{Escape}");
    expect(screen.getByText(codes[0] ?? "")).toBeTruthy();
    const leaving = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
  });

  test("are kept in no store", async () => {
    await make();
    expect(JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage), history.state])).not.toContain(codes[0]);
  });

  test("that run out are said to", async () => {
    await open({ [read]: [fakeSecurity({ totp, recoveryCodes: { ...some, left: 1 } })] });
    expect(screen.getByText("Few recovery codes are left")).toBeTruthy();
  });
});

describe("a passkey", () => {
  const two = [fakePasskey(), fakePasskey({ id: "passkey-2", name: "Key ring", authenticator: null, isBackedUp: false, lastUsedAt: at })];

  test("says where it is kept and when it was used", async () => {
    await open({ [read]: [fakeSecurity({ passkeys: two, recoveryCodes: some })] });
    expect(screen.getByText("iCloud Keychain, synced between your devices")).toBeTruthy();
    expect(screen.getByText("On one device only")).toBeTruthy();
    expect(screen.getByText(/not used yet/)).toBeTruthy();
  });

  test("is renamed in its place", async () => {
    const renamed = [fakePasskey({ name: "Old phone" })];
    const rename = "PATCH /me/passkeys/passkey-1";
    const page = await open({
      [read]: [fakeSecurity({ passkeys: [fakePasskey()], recoveryCodes: some }), fakeSecurity({ passkeys: renamed, recoveryCodes: some })],
      [rename]: [() => answer(200, renamed[0] ?? null)],
    });
    await page.press("Rename Phone");
    await page.user.keyboard("Old phone{Enter}");
    expect(await screen.findByText("Old phone")).toBeTruthy();
    expect(page.sent(rename)).toEqual([{ route: rename, body: { name: "Old phone" } }]);
  });

  test("says what is lost before it is removed", async () => {
    const page = await open({
      [read]: [fakeSecurity({ passkeys: two, recoveryCodes: some }), fakeSecurity({ passkeys: two.slice(1), recoveryCodes: some })],
      "DELETE /me/passkeys/passkey-1": [done],
    });
    await page.press("Remove Phone");
    expect(screen.getByText(/It does not sign you in any more\. Where it is kept \(iCloud Keychain\)/)).toBeTruthy();
    expect(screen.queryByText(/only second factor/)).toBeNull();
    await page.agree("Remove passkey");
    expect(await screen.findByText("Phone removed")).toBeTruthy();
  });

  test("that the browser does not make is explained", async () => {
    Object.defineProperty(navigator, "credentials", {
      value: { create: () => Promise.reject(new DOMException("x", "InvalidStateError")) },
      configurable: true,
    });
    const options = {
      challenge: "AA",
      rp: { id: "localhost", name: "x" },
      user: { id: "AA", name: "x", displayName: "x" },
      pubKeyCredParams: [],
    };
    const page = await open({ "POST /me/passkeys/options": [() => answer(200, { token: "t", options })] });
    await page.press("Add a passkey");
    expect(await screen.findByText("This device or password manager holds a passkey of your account already.")).toBeTruthy();
    expect(page.sent("POST /me/passkeys")).toEqual([]);
  });
});

describe("connected accounts", () => {
  const providers: Provider[] = [
    { id: "github", name: "GitHub", kind: "github" },
    { id: "northwind", name: "Northwind", kind: "oidc" },
  ];
  const github = { id: "c-1", provider: "github", email: "ada@example.com", name: "Ada", createdAt: at, lastUsedAt: null };
  const withProviders = { "GET /auth/options": [fakeAuthOptions({ providers })] };

  test("are not spoken of where there are none to have", async () => {
    await open();
    await waitFor(() => expect(screen.queryByRole("heading", { name: "Connected accounts" })).toBeNull());
  });

  test("are listed with those that could be, and disconnected after asking", async () => {
    const page = await open({
      ...withProviders,
      [connections]: [() => answer(200, { items: [github] }), none],
      "DELETE /me/connections/c-1": [done],
    });
    expect(await screen.findByRole("button", { name: "Connect Northwind" })).toBeTruthy();
    await page.press("Disconnect GitHub");
    await page.agree("Disconnect");
    expect(await screen.findByText("GitHub disconnected")).toBeTruthy();
    expect(await screen.findByRole("button", { name: "Connect GitHub" })).toBeTruthy();
  });

  test("of which one is the only way in say beforehand what to add, and offer no refusal", async () => {
    const one = { ...withProviders, [connections]: [() => answer(200, { items: [github] })] };
    await open({ ...one, [read]: [fakeSecurity({ hasPassword: false, passwordChangedAt: null })] });
    expect(await screen.findByText(/^Your only way in/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Disconnect GitHub" })).toBeNull();
    cleanup();
    await open({ ...one, [read]: [fakeSecurity({ hasPassword: false, passwordChangedAt: null, passkeys: [fakePasskey()] })] });
    expect(await screen.findByRole("button", { name: "Disconnect GitHub" })).toBeTruthy();
  });

  test("of a provider that was switched off can still be let go", async () => {
    await open({ ...withProviders, [connections]: [() => answer(200, { items: [{ ...github, provider: "gone" }] })] });
    expect(await screen.findByRole("button", { name: "Disconnect gone" })).toBeTruthy();
    expect(screen.getByText("· switched off here")).toBeTruthy();
  });
});

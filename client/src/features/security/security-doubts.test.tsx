import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
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
const lost = () => Promise.reject(new TypeError("Failed to fetch"));

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

const offer = { secret: "JBSWY3DPEHPK3PXP", otpauthUri: "otpauth://totp/Gatehouse:ada?secret=JBSWY3DPEHPK3PXP" };
const offered = { "POST /me/totp": [() => answer(201, offer)] };
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

describe("of what is done on the security page", () => {
  test("an app whose confirmation got no answer says that it is not known, and what it turns out to be", async () => {
    const page = await open({
      ...offered,
      [read]: [fakeSecurity(), fakeSecurity(), fakeSecurity({ totp, recoveryCodes: some })],
      "POST /me/totp/confirm": [lost, () => refusal(404, "not_found")],
    });
    await page.press("Set up the authenticator app");
    const field = await screen.findByLabelText("Code that the app shows");
    await page.user.type(field, "482139");
    expect(await screen.findByText(/^It is not known whether the app was confirmed/)).toBeTruthy();
    await page.user.clear(field);
    await page.user.type(field, "482140");
    expect(await screen.findByText("The app is confirmed, but the answer was lost")).toBeTruthy();
    expect(screen.queryByText("JBSW Y3DP EHPK 3PXP")).toBeNull();
    expect(screen.getByText("8 of 10 left")).toBeTruthy();
  });

  test("what was removed without an answer is not said to be there still", async () => {
    const page = await open({ [read]: [fakeSecurity({ totp, recoveryCodes: some })], "DELETE /me/totp": [lost] });
    await page.press("Remove the authenticator app");
    await page.agree("Remove app");
    expect(await screen.findByText("No answer came")).toBeTruthy();
    expect(screen.queryByText("The authenticator app is still there")).toBeNull();
    await waitFor(() => expect(page.sent(read)).toHaveLength(2));
  });

  test("codes whose answer is slow are shown all the same to who goes elsewhere meanwhile", async () => {
    const slow = Promise.withResolvers<Response>();
    const page = await open({ ...made, "POST /me/recovery-codes": [() => slow.promise] });
    await page.press("Make new codes");
    await page.agree("Make new codes");
    await waitFor(() => expect(document.querySelector("[aria-busy]")).not.toBeNull());
    act(() => screen.getByRole("link", { name: "Elsewhere", hidden: true }).click());
    expect(await screen.findByText("One moment")).toBeTruthy();
    await act(async () => slow.resolve(answer(201, { recoveryCodes: codes })));
    expect(await screen.findByText(codes[0] ?? "")).toBeTruthy();
  });

  test("codes whose answer is lost may have been made: nothing is said of the old ones, and they are read again", async () => {
    const fresh = { ...some, left: 10 };
    const page = await open({
      [read]: [...withCodes, fakeSecurity({ totp, recoveryCodes: fresh })],
      "POST /me/recovery-codes": [lost],
    });
    await page.press("Make new codes");
    await page.agree("Make new codes");
    expect(await screen.findByText(/^The codes you had may not work any more/)).toBeTruthy();
    expect(screen.queryByText(/still work/)).toBeNull();
    expect(await screen.findByText("10 of 10 left")).toBeTruthy();
  });

  test("codes that nobody was willing to prove themselves for are no failure, and have no request id to tell", async () => {
    const page = await open({ ...made, "POST /me/recovery-codes": [() => refusal(403, "step_up_required")] });
    await page.press("Make new codes");
    await page.agree("Make new codes");
    expect(await screen.findByText("You did not confirm that it is you, so nothing was changed.")).toBeTruthy();
    expect(screen.queryByText(/Request id/)).toBeNull();
  });

  test("a passkey whose answer is lost may have been added: the list is read again", async () => {
    const page = await open({ "POST /me/passkeys/options": [lost], [read]: [fakeSecurity(), fakeSecurity({ passkeys: [fakePasskey()] })] });
    await page.press("Add a passkey");
    expect(await screen.findByText(/^The passkey may have been added/)).toBeTruthy();
    expect(await screen.findByText("iCloud Keychain, synced between your devices")).toBeTruthy();
  });

  test("codes say on leaving that they are not shown again", async () => {
    await make();
    act(() => screen.getByRole("link", { name: "Elsewhere", hidden: true }).click());
    const question = await screen.findByRole("alertdialog", { name: "Leave without the recovery codes?" });
    expect(within(question).getByText("They are not saved yet, and are not shown again.")).toBeTruthy();
    expect(screen.queryByText("Keep editing")).toBeNull();
  });

  test("a double click asks for one passkey only", async () => {
    const page = await open({ "POST /me/passkeys/options": [() => new Promise<Response>(() => {})] });
    const button = screen.getByRole("button", { name: "Add a passkey" });
    act(() => {
      button.click();
      button.click();
    });
    await waitFor(() => expect(page.sent("POST /me/passkeys/options")).toHaveLength(1));
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    expect(page.sent("POST /me/passkeys/options")).toHaveLength(1);
  });

  test("an app is not set up once it is cancelled, and the focus stands again where it began", async () => {
    const page = await open(offered);
    await page.press("Set up the authenticator app");
    await screen.findByText("JBSW Y3DP EHPK 3PXP");
    await page.press("Cancel");
    await waitFor(() => expect(document.activeElement?.textContent).toContain("Set up the authenticator app"));
  });

  test("an app whose code is wrong says so at the field, and goes on with the next one", async () => {
    const errors = [{ in: "body", path: "/code", code: "wrong_code", message: "Is not right." }];
    const wrong = () => answer(422, { code: "validation_failed", detail: "x", requestId: "r", errors });
    const page = await open({ ...offered, "POST /me/totp/confirm": [wrong] });
    await page.press("Set up the authenticator app");
    await page.user.type(await screen.findByLabelText("Code that the app shows"), "111111");
    expect((await screen.findAllByText(/^This is not the code that the app shows now/)).length).toBeGreaterThan(0);
    expect(screen.getByText("JBSW Y3DP EHPK 3PXP")).toBeTruthy();
  });
});

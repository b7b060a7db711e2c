import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { act, cleanup, screen, waitFor } from "@testing-library/react";
import { fakeAuthOptions } from "../../lib/door/fake-auth-options.ts";
import { setOnline } from "../../lib/fake-api.ts";
import { createFreshProof } from "../../lib/fresh-proof.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { StepUpDialog } from "./step-up-dialog.tsx";

const [options, prove] = ["POST /me/step-up/options", "POST /me/step-up"] as const;
const may =
  (...methods: string[]) =>
  () =>
    answer(200, { methods, passkey: null });
const proven = () => answer(204, null);
const wrong = (path: string) => () =>
  answer(422, {
    code: "validation_failed",
    detail: "x",
    requestId: "request-1",
    errors: [{ in: "body", path, code: "wrong", message: "Is wrong." }],
  });

function open(answers: Parameters<typeof openPage>[1]) {
  const proof = createFreshProof();
  proof.attend();
  const answered = proof.ask();
  const question = proof.getSnapshot();
  if (!question) throw new Error("Nothing was asked.");
  const page = openPage(<StepUpDialog question={question} email="ada@example.com" />, answers);
  return { ...page, answered, isOpen: () => proof.getSnapshot() !== null, press: pressIn(page.user) };
}

const pressIn = (user: ReturnType<typeof openPage>["user"]) => (name: string | RegExp) => user.click(screen.getByRole("button", { name }));

afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("the question for a fresh proof", () => {
  test("takes the password of who has nothing stronger, and has the focus at it", async () => {
    const page = open({ [options]: [may("password")], [prove]: [proven] });
    const field = await screen.findByLabelText("Password");
    await waitFor(() => expect(document.activeElement).toBe(field));
    await page.user.type(field, "correct horse battery{Enter}");
    await expect(page.answered).resolves.toBe(true);
    expect(page.calls(prove).filter(({ route }) => route === prove)).toEqual([
      { route: prove, body: { password: "correct horse battery" } },
    ]);
  });

  test("takes a code as soon as it is whole, and a recovery code in its place", async () => {
    const page = open({ [options]: [may("recovery_code", "totp")], [prove]: [wrong("/code"), proven] });
    await page.user.type(await screen.findByLabelText("Code from the authenticator app"), "482 139");
    expect((await screen.findAllByText("This is not the code that the app shows now.")).length).toBeGreaterThan(0);
    await page.press("Use a recovery code");
    await page.user.type(screen.getByLabelText("Recovery code"), " abcde-12345 {Enter}");
    await expect(page.answered).resolves.toBe(true);
    const bodies = page.calls(prove).filter(({ route }) => route === prove);
    expect(bodies.map(({ body }) => body)).toEqual([{ code: "482139" }, { recoveryCode: "abcde-12345" }]);
  });

  test("says at the field that a password is wrong, and keeps what was typed", async () => {
    const page = open({ [options]: [may("password")], [prove]: [wrong("/password")] });
    await page.user.type(await screen.findByLabelText("Password"), "not it{Enter}");
    expect((await screen.findAllByText("This is not your password.")).length).toBeGreaterThan(0);
    expect(screen.getByLabelText<HTMLInputElement>("Password").value).toBe("not it");
    expect(page.isOpen()).toBe(true);
  });

  test("counts down when there were too many", async () => {
    const page = open({ [options]: [may("password")], [prove]: [() => refusal(429, "too_many_attempts", { "Retry-After": "30" })] });
    await page.user.type(await screen.findByLabelText("Password"), "not it{Enter}");
    expect(await screen.findByRole("button", { name: /Try again in (29|30) s/ })).toBeTruthy();
  });

  test.each(["Escape", "Cancel"])("is declined with %s", async (way) => {
    const page = open({ [options]: [may("password")] });
    await screen.findByLabelText("Password");
    await (way === "Escape" ? page.user.keyboard("{Escape}") : page.press("Cancel"));
    await expect(page.answered).resolves.toBe(false);
  });

  test("asks for nothing that this device cannot give", async () => {
    const page = open({ [options]: [may("passkey")] });
    expect(await screen.findByText("This device cannot prove it")).toBeTruthy();
    await page.press("Back to the page");
    await expect(page.answered).resolves.toBe(false);
  });

  test("says how to get something to prove it with, to who has nothing but a provider that tells no time", async () => {
    open({ [options]: [may()] });
    expect(await screen.findByText("There is nothing yet to prove it with")).toBeTruthy();
    expect(screen.getByRole("link", { name: /Set a password/ }).getAttribute("target")).toBe("_blank");
  });

  test("is answered by signing in at a provider in another tab, while this one keeps what is typed", async () => {
    const replace = jest.fn();
    jest.spyOn(window, "open").mockReturnValue({ location: { replace }, close: () => {} } as unknown as Window);
    const provenAt = (authenticatedAt: string) => () => answer(200, { authenticatedAt });
    const page = open({
      [options]: [may("acme")],
      "GET /auth/options": [fakeAuthOptions({ providers: [{ id: "acme", name: "Acme", kind: "oidc" }] })],
      "GET /me/security": [provenAt("2026-11-21T09:00:00.000Z"), provenAt("2026-11-21T10:00:00.000Z")],
      "POST /me/step-up/acme/start": [() => answer(200, { url: "https://acme.example/authorize" })],
    });
    await page.user.click(await screen.findByRole("button", { name: "Sign in with Acme in a new tab" }));
    await waitFor(() => expect(replace).toHaveBeenCalledWith("https://acme.example/authorize"));
    expect(await screen.findByText(/Waiting for the other tab/)).toBeTruthy();
    await expect(page.answered).resolves.toBe(true);
  });

  test("that could not be loaded is asked again, by hand or when the network is back", async () => {
    const page = open({ [options]: [() => refusal(500, "internal_error"), () => refusal(500, "internal_error"), may("password")] });
    expect(await screen.findByText("What to ask could not be loaded")).toBeTruthy();
    await page.press("Try again");
    await screen.findByText("What to ask could not be loaded");
    act(() => setOnline(true));
    expect(await screen.findByLabelText("Password")).toBeTruthy();
  });
});

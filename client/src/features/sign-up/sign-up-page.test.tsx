import { afterEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { type Answers, fakeApi } from "../../lib/fake-api.ts";
import { answer, refusal, signedIn } from "../../lib/session/fake-browser.ts";
import { SignUpPage } from "./sign-up-page.tsx";

const [options, register, login] = ["GET /auth/options", "POST /auth/register", "POST /auth/login"] as const;
const accepted = () => answer(202, { status: "accepted" });
const rule = (minLength: number) => () =>
  answer(200, { password: { minLength, maxLength: 256 }, registration: "open", setupRequired: false });
const ok = () => answer(200, signedIn("token-1"));

async function open(answers: Answers) {
  history.replaceState(null, "", "/sign-up");
  const api = fakeApi({ [options]: [rule(15)], ...answers });
  await act(async () => void render(<SignUpPage session={api.session} leave={api.leave} />));
  return { ...api, user: userEvent.setup(), password: screen.getByLabelText<HTMLInputElement>("Password") };
}

async function signUp({ user, password }: Awaited<ReturnType<typeof open>>, typed = "correct horse battery") {
  await user.type(screen.getByLabelText("Name"), "Ada");
  await user.type(screen.getByLabelText("Email"), "ada@example.com");
  await user.type(password, `${typed}{Enter}`);
}

const sentRoutes = (page: Awaited<ReturnType<typeof open>>) => page.sent.map(({ route }) => route).filter((route) => route !== options);

afterEach(cleanup);

describe("signing up", () => {
  test("registers, signs in with what was typed and goes on", async () => {
    const page = await open({ [register]: [accepted], [login]: [ok] });
    await signUp(page);
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/"));
    expect(page.sent.slice(1)).toEqual([
      { route: register, body: { name: "Ada", email: "ada@example.com", password: "correct horse battery" } },
      { route: login, body: { email: "ada@example.com", password: "correct horse battery" } },
    ]);
  });

  test("claims no more than it knows when the sign-in after it is refused", async () => {
    const page = await open({ [register]: [accepted], [login]: [() => refusal(401, "invalid_credentials")] });
    await signUp(page);
    expect((await screen.findByRole("alert")).textContent).toBe(
      "An account with this address may already exist. Sign in or use another address.",
    );
    expect(page.password.value).toBe("correct horse battery");
  });

  test("does not register again when only the sign-in has to be repeated", async () => {
    const page = await open({ [register]: [accepted], [login]: [() => refusal(500, "internal_error"), ok] });
    await signUp(page);
    await screen.findByRole("alert");
    await page.user.click(screen.getByRole("button", { name: /Create account/ }));
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
    expect(sentRoutes(page)).toEqual([register, login, login]);
  });

  test("says the server's reasons against a password at its field, in plain words", async () => {
    const reason = (code: string) => ({ in: "body", path: "/password", code, message: "refused" });
    const errors = ["common", "contains_email", "something_new"].map(reason);
    await signUp(await open({ [register]: [() => answer(422, { code: "validation_failed", errors })] }));
    const password = await waitFor(() => {
      const field = screen.getByLabelText("Password");
      expect(field.getAttribute("aria-invalid")).toBe("true");
      return field;
    });
    const described = password
      .getAttribute("aria-describedby")
      ?.split(" ")
      .map((id) => document.getElementById(id)?.textContent)
      .join(" ");
    expect(described).toContain("lists of known passwords");
    expect(described).toContain("contains your email address");
    expect(described).toContain("refused");
    expect(document.activeElement).toBe(password);
  });

  test("praises the length of a password only while nothing is said against it", async () => {
    const errors = [{ in: "body", path: "/password", code: "common", message: "refused" }];
    const page = await open({ [register]: [() => answer(422, { code: "validation_failed", errors })] });
    await signUp(page);
    expect(await screen.findByText("21 characters.")).toBeTruthy();
    expect(screen.queryByText(/Long enough/)).toBeNull();
    await page.user.type(page.password, "!");
    expect(screen.getByText(/Long enough/)).toBeTruthy();
  });

  test("counts the characters as the server does and says how many are to go", async () => {
    const page = await open({});
    await page.user.type(page.password, "abc😀e\u0301");
    expect(screen.getByText("5 of at least 15 characters: 10 to go.")).toBeTruthy();
  });

  test("sends nothing while the password is too short by this instance's own rule", async () => {
    const page = await open({ [options]: [rule(30)] });
    await screen.findByText(/At least 30 characters/);
    await signUp(page);
    expect(screen.getByText("Use at least 30 characters.")).toBeTruthy();
    expect(sentRoutes(page)).toEqual([]);
  });

  test("takes back its complaint as soon as the field changes", async () => {
    const page = await open({});
    await signUp(page, "short");
    expect(screen.getByText("Use at least 15 characters.")).toBeTruthy();
    await page.user.type(page.password, "x");
    expect(screen.queryByText("Use at least 15 characters.")).toBeNull();
  });

  test("tells password managers to make a password that meets the rule", async () => {
    const { password } = await open({});
    expect(password.autocomplete).toBe("new-password");
    expect(password.getAttribute("passwordrules")).toBe("minlength: 15; maxlength: 256;");
  });
});

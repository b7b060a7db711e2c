import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { DoorProps } from "../../lib/door/door.ts";
import { kept } from "../../lib/door/kept.ts";
import { type Answers, fakeApi } from "../../lib/fake-api.ts";
import { answer, refusal, signedIn } from "../../lib/session/fake-browser.ts";
import { SetupPage } from "./setup-page.tsx";
import { takeSetupToken } from "./setup-token.ts";

const [create, login, verification] = ["POST /setup/administrator", "POST /auth/login", "POST /auth/verification"] as const;
const created = () => answer(201, signedIn("").user);
const ok = () => answer(200, signedIn("token-1"));

async function open(answers: Answers, token: string | null = "once") {
  const api = fakeApi(answers);
  const turnTo = jest.fn<DoorProps["turnTo"]>();
  await act(async () => void render(<SetupPage session={api.session} leave={api.leave} turnTo={turnTo} link={token} />));
  return { ...api, turnTo, user: userEvent.setup() };
}

async function setUp({ user }: Awaited<ReturnType<typeof open>>) {
  await user.type(screen.getByLabelText("Name"), "Ada");
  await user.type(screen.getByLabelText("Email"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), "correct horse battery{Enter}");
}

afterEach(cleanup);

describe("setting up", () => {
  test("makes the administrator with the link's token, signs in and goes home", async () => {
    const page = await open({ [create]: [created], [login]: [ok] });
    await setUp(page);
    await waitFor(() => expect(page.leave).toHaveBeenCalledWith("/"));
    expect(page.sent).toContainEqual({
      route: create,
      body: { token: "once", name: "Ada", email: "ada@example.com", password: "correct horse battery" },
    });
  });

  test("where the address must be confirmed first, has a code mailed and awaits it on the next page", async () => {
    const page = await open({
      [create]: [created],
      [login]: [() => refusal(403, "email_not_verified")],
      [verification]: [() => answer(202, { id: "challenge-1", expiresAt: "2026-11-21T10:10:00Z" })],
    });
    await setUp(page);
    const account = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };
    await waitFor(() => expect(page.turnTo).toHaveBeenCalledWith("verify", account));
    expect(page.leave).not.toHaveBeenCalled();
    const { name: _name, ...credentials } = account;
    expect(page.sent).toContainEqual({ route: verification, body: credentials });
    expect(kept("verification")).toMatchObject({ id: "challenge-1", email: "ada@example.com", purpose: "verify_email" });
  });

  test("with a used or expired link says so and what to do", async () => {
    await setUp(await open({ [create]: [() => refusal(410, "setup_link_invalid")] }));
    expect(await screen.findByRole("heading", { name: "This link no longer works" })).toBeTruthy();
  });

  test("without a token asks for the link", async () => {
    await open({}, null);
    expect(screen.getByRole("heading", { name: "A link is needed here" })).toBeTruthy();
  });

  test("does not use the link twice when only the sign-in has to be repeated", async () => {
    const page = await open({ [create]: [created], [login]: [() => refusal(503, "busy"), ok] });
    await setUp(page);
    await screen.findByRole("alert");
    await page.user.click(screen.getByRole("button", { name: /Create administrator/ }));
    await waitFor(() => expect(page.leave).toHaveBeenCalled());
    expect(page.sent.filter(({ route }) => route === create)).toHaveLength(1);
  });
});

describe("the token of the link", () => {
  const take = (hash: string) => {
    const replaceState = jest.fn<History["replaceState"]>();
    return { token: takeSetupToken({ hash, pathname: "/setup", search: "?a=1" }, { replaceState }), replaceState };
  };

  test("is taken out of the address and out of the history", () => {
    const { token, replaceState } = take("#token=abc.DEF-1_2");
    expect(token).toBe("abc.DEF-1_2");
    expect(replaceState).toHaveBeenCalledWith(null, "", "/setup?a=1");
  });

  test.each(["", "#", "#token=", "#other=1"])("is missing in %j", (hash) => {
    expect(take(hash).token).toBeNull();
  });
});

import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { OfferedMembership } from "../../api/types.ts";
import { fakeAuthOptions } from "../../lib/door/fake-auth-options.ts";
import { kept } from "../../lib/door/kept.ts";
import { type Answers, fakeApi } from "../../lib/fake-api.ts";
import { answer, refusal, signedIn } from "../../lib/session/fake-browser.ts";
import { JoinPage } from "./join-page.tsx";

const token = signedIn("token-1");
const look = "POST /organization-invitations/look";
const accept = "POST /me/organization-invitations/one/accept";
const offer: OfferedMembership = {
  id: "one",
  organization: { id: "northwind", name: "Northwind" },
  role: { id: "developer", name: "Developer" },
  invitedBy: "Grace Hopper",
  expiresAt: "2026-12-01T10:00:00.000Z",
  email: token.user.email,
  opensRegistration: true,
};

async function open(answers: Answers, { isIn = true, link = "token=a-token" }: { isIn?: boolean; link?: string | null } = {}) {
  const api = fakeApi({
    "GET /auth/options": [fakeAuthOptions()],
    "POST /auth/refresh": [() => (isIn ? answer(200, token) : refusal(401, "session_ended"))],
    [look]: [() => answer(200, offer)],
    ...answers,
  });
  api.session.start({ ask: isIn });
  await act(async () => void render(<JoinPage session={api.session} leave={api.leave} link={link} />));
  return { ...api, user: userEvent.setup() };
}

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

describe("the link of an invitation", () => {
  test("says who invites whom to what, and leads who is signed out to both ways in, with the address filled and the link kept", async () => {
    const { user } = await open({}, { isIn: false });
    await heading("Join Northwind");
    expect(screen.getByText("Grace Hopper invites you as Developer.")).toBeTruthy();
    const signIn = await screen.findByRole("link", { name: "Sign in" });
    expect(signIn.getAttribute("href")).toBe("/sign-in?next=%2Fjoin");
    expect(screen.getByRole("link", { name: "Create an account" }).getAttribute("href")).toBe("/sign-up?next=%2Fjoin#membership=kept");
    signIn.addEventListener("click", (event) => event.preventDefault());
    await user.click(signIn);
    expect(kept("email")).toBe(offer.email);
    expect(kept("membership")).toEqual({ token: "a-token", email: offer.email });
  });

  test("makes who is signed in with its address a member, with one press", async () => {
    const joined = { organization: { id: "northwind", slug: "north", name: "Northwind" }, role: offer.role };
    const { user, sent, leave } = await open({ [accept]: [() => answer(200, joined)] });
    await user.click(await screen.findByRole("button", { name: /Join Northwind/ }));
    await waitFor(() => expect(leave).toHaveBeenCalledWith("/o/north"));
    expect(sent.find(({ route }) => route === accept)?.body).toEqual({ token: "a-token" });
    expect(kept("membership")).toBeNull();
  });

  test("is accepted with a newer token where the one that is here has grown stale", async () => {
    const joined = { organization: { id: "northwind", slug: "north", name: "Northwind" }, role: offer.role };
    const { user, leave } = await open({ [accept]: [() => refusal(401, "access_token_expired"), () => answer(200, joined)] });
    await user.click(await screen.findByRole("button", { name: /Join Northwind/ }));
    await waitFor(() => expect(leave).toHaveBeenCalledWith("/o/north"));
  });

  test("can be declined", async () => {
    const { user } = await open({ "POST /me/organization-invitations/one/decline": [() => new Response(null, { status: 204 })] });
    await user.click(await screen.findByRole("button", { name: "Decline" }));
    await heading("Invitation declined");
    expect(kept("membership")).toBeNull();
  });

  test("for another address says so, and switches the account", async () => {
    const { user, leave } = await open({
      [look]: [() => answer(200, { ...offer, email: "grace@example.com" })],
      "POST /auth/logout": [() => new Response(null, { status: 204 })],
    });
    await user.click(await screen.findByRole("button", { name: /Switch account/ }));
    await waitFor(() => expect(leave).toHaveBeenCalledWith("/sign-in?next=%2Fjoin"));
    expect(kept("email")).toBe("grace@example.com");
  });

  test("is found again where it was kept, after signing in", async () => {
    sessionStorage.setItem("gh:membership", JSON.stringify({ token: "kept-token", email: offer.email }));
    const { sent } = await open({}, { link: null });
    await heading("Join Northwind");
    expect(sent.find(({ route }) => route === look)?.body).toEqual({ token: "kept-token" });
  });

  test("that is over says so, and is kept no longer", async () => {
    sessionStorage.setItem("gh:membership", JSON.stringify({ token: "a-token", email: offer.email }));
    await open({ [look]: [() => refusal(410, "invitation_invalid")] });
    await heading("This invitation is over");
    expect(kept("membership")).toBeNull();
  });

  test("that ends while the page is open says so at the press", async () => {
    const { user } = await open({ [accept]: [() => refusal(410, "invitation_invalid")] });
    await user.click(await screen.findByRole("button", { name: /Join Northwind/ }));
    await heading("This invitation is over");
  });

  test("that is cut off says so to who is signed out, and others just go on", async () => {
    await open({}, { isIn: false, link: null });
    await heading("The link is not whole");
    cleanup();
    const { leave } = await open({}, { link: null });
    await waitFor(() => expect(leave).toHaveBeenCalledWith("/"));
  });

  test("can be looked at again when no answer came", async () => {
    const lost = () => Promise.reject(new TypeError("Failed to fetch"));
    const { user } = await open({ [look]: [lost, () => answer(200, offer)] });
    await user.click(await screen.findByRole("button", { name: "Try again" }));
    await heading("Join Northwind");
  });
});

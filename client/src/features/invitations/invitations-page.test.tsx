import { afterEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, screen, waitFor } from "@testing-library/react";
import type { OpenInvitation } from "../../api/types.ts";
import { setOnline } from "../../lib/fake-api.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { InvitationsPage } from "./invitations-page.tsx";

const list = "GET /invitations?limit=50";
const invite = "POST /invitations";
const mia: OpenInvitation = {
  id: "mia",
  email: "mia@example.com",
  createdAt: "2026-11-21T10:00:00.000Z",
  expiresAt: "2026-11-28T10:00:00.000Z",
  isExpired: false,
  invitedBy: { id: "ada", name: "Ada" },
};
const page = (items: OpenInvitation[]) => () => answer(200, { items, nextCursor: null });
const made = (link: string | null) => () => answer(201, { ...mia, link });

function open(answers: Parameters<typeof openPage>[1], instanceRole: "administrator" | null = "administrator") {
  const opened = openPage(<InvitationsPage />, answers, { instanceRole });
  return { ...opened, press: async (name: string | RegExp) => opened.user.click(await screen.findByRole("button", { name })) };
}

async function inviteMia(opened: ReturnType<typeof open>) {
  await opened.user.type(await screen.findByLabelText("Email"), "mia@example.com");
  await opened.press("Invite");
}

afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("the invitations", () => {
  test("that are open are listed with who invited and until when, expired ones marked", async () => {
    open({ [list]: [page([mia, { ...mia, id: "sam", email: "sam@example.com", isExpired: true, invitedBy: null }])] });
    const rows = (await screen.findAllByRole("listitem")).map((row) => row.textContent ?? "");
    expect(rows[0]).toMatch(/mia@example\.com.*by Ada, works until/);
    expect(rows[1]).toMatch(/sam@example\.com.*by an operator, expired/);
  });

  test("go out by mail, and the form is ready for the next", async () => {
    const opened = open({ [list]: [page([]), page([mia])], [invite]: [made(null)] });
    await inviteMia(opened);
    expect(await screen.findByText("Invitation sent")).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe("");
    expect(opened.calls(invite)).toEqual([{ route: invite, body: { email: "mia@example.com" } }]);
    expect(await screen.findByText(/by Ada/)).toBeTruthy();
  });

  test("show their link once where no mail is sent", async () => {
    const link = "https://gate.example/sign-up#invitation=abc";
    await inviteMia(open({ [list]: [page([])], [invite]: [made(link)] }));
    expect(await screen.findByText(link)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Copy the link of the invitation" })).toBeTruthy();
  });

  test("are refused in words, and what was typed stays", async () => {
    await inviteMia(open({ [list]: [page([])], [invite]: [() => refusal(409, "email_taken")] }));
    expect((await screen.findByRole("alert")).textContent).toMatch(/There is an account with this address already/);
    expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe("mia@example.com");
  });

  test("are not sent to what cannot be an address", async () => {
    const opened = open({ [list]: [page([])] });
    await opened.press("Invite");
    expect(await screen.findByText("Enter your email address.")).toBeTruthy();
    expect(opened.calls(invite)).toEqual([]);
  });

  test("are revoked after a question that says what it does", async () => {
    const revoke = "DELETE /invitations/mia";
    const opened = open({ [list]: [page([mia]), page([])], [revoke]: [() => answer(204, null)] });
    await opened.press("Revoke the invitation of mia@example.com");
    expect(screen.getByRole("alertdialog").textContent).toMatch(/stops working at once/);
    expect(opened.calls(revoke)).toEqual([]);
    await opened.press("Revoke invitation");
    expect(await screen.findByText("Nobody is invited")).toBeTruthy();
  });

  test("stay listed, and say so, when revoking failed", async () => {
    const opened = open({ [list]: [page([mia])], "DELETE /invitations/mia": [() => refusal(500, "internal_error")] });
    await opened.press("Revoke the invitation of mia@example.com");
    await opened.press("Revoke invitation");
    expect(await screen.findByText("mia@example.com is still invited")).toBeTruthy();
  });

  test("that cannot be read show the request id and come when tried again", async () => {
    const opened = open({ [list]: [() => refusal(500, "internal_error"), page([mia])] });
    expect((await screen.findByRole("alert")).textContent).toContain("request-1");
    await opened.press("Try again");
    expect(await screen.findByText(/by Ada/)).toBeTruthy();
  });

  test("cannot be revoked offline", async () => {
    open({ [list]: [page([mia])] });
    const button = await screen.findByRole<HTMLButtonElement>("button", { name: /^Revoke/ });
    act(() => setOnline(false));
    await waitFor(() => expect(button.disabled).toBe(true));
  });

  test("are for administrators: others are told whom to ask, and nothing is asked for them", () => {
    const { calls } = open({}, null);
    expect(screen.getByText("Only administrators invite")).toBeTruthy();
    expect(calls(list)).toEqual([]);
  });
});

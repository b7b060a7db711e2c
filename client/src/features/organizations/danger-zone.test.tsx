import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { DangerZone } from "./danger-zone.tsx";
import { openInNorthwind } from "./fake-organization.tsx";

const base = "/organizations/org-1";
const transfers = `GET ${base}/ownership-transfers`;
const radius = `GET ${base}/blast-radius`;
const none = () => answer(200, { transfer: null });
const nothing = () => answer(204, null);
const counts = { members: 12, membersWithoutOther: 1, invitations: 0, domains: 2, customRoles: 0 };
const at = "2026-12-05T10:00:00.000Z";
const member = (id: string, name: string, role: string) => ({
  user: { id, name, email: `${id}@example.com` },
  role: { id: role, name: role },
  joinedAt: at,
  hasSecondFactor: null,
  isDisabled: false,
  lastSeenAt: null,
});

function open(answers: Parameters<typeof openInNorthwind>[1], changes: Parameters<typeof openInNorthwind>[2] = {}) {
  const page = openInNorthwind(<DangerZone />, { [transfers]: [none], ...answers }, changes);
  const press = (name: string) => page.user.click(screen.getByRole("button", { name }));
  return { ...page, press };
}

afterEach(cleanup);

describe("closing an organization", () => {
  test("shows what goes with it before it is done, and leaves out what is not there", async () => {
    const close = `POST ${base}/close`;
    const page = open({ [radius]: [() => answer(200, counts)], [close]: [() => answer(200, { erasesAt: at })] });
    await page.press("Close…");
    const dialog = await screen.findByRole("alertdialog", { name: "Close Northwind?" });
    expect(await within(dialog).findByText("members are shut out from the next click on")).toBeTruthy();
    expect(dialog.textContent).toMatch(/12members.*1of them belongs to no other.*2mail domains/);
    expect(dialog.textContent).not.toMatch(/invitation|roles/);
    expect(page.calls(close)).toHaveLength(0);
    await page.press("Close Northwind");
    await waitFor(() => expect(page.calls(close)).toHaveLength(1));
  });

  test("is not done before what goes with it is known", async () => {
    const page = open({ [radius]: [() => refusal(500, "internal_error")] });
    await page.press("Close…");
    expect(await screen.findByText("What goes with it could not be loaded")).toBeTruthy();
    await page.press("Close Northwind");
    expect(page.calls(`POST ${base}/close`)).toHaveLength(0);
  });

  test("is for those who may alone", () => {
    open({}, { permissions: ["organization:read"], role: { id: "admin", name: "Admin" } });
    expect(screen.queryByText("Close it")).toBeNull();
    expect(screen.queryByText("Hand it over")).toBeNull();
    expect(screen.getByText("Leave it")).toBeTruthy();
  });
});

describe("leaving", () => {
  test("is asked about first", async () => {
    const leave = `POST ${base}/leave`;
    const page = open({ [leave]: [nothing] });
    await page.press("Leave…");
    expect(page.calls(leave)).toHaveLength(0);
    await page.press("Leave");
    expect(await screen.findByText("You have left Northwind")).toBeTruthy();
  });

  test("is refused to the only owner, who is told what to do first", async () => {
    const page = open({ [`POST ${base}/leave`]: [() => refusal(409, "last_owner")] });
    await page.press("Leave…");
    await page.press("Leave");
    expect(await screen.findByText(/You are its only owner. Hand it over/)).toBeTruthy();
  });
});

describe("handing over", () => {
  const members = `GET ${base}/members`;

  test("is offered to another member, of whom the owners and oneself are none", async () => {
    const offer = `POST ${base}/ownership-transfers`;
    const list = [member("mia", "Mia", "admin"), member("user-ada@example.com", "Ada", "owner"), member("tom", "Tom", "owner")];
    const page = open({
      [`${members}?limit=20`]: [() => answer(200, { items: list, nextCursor: null })],
      [offer]: [() => answer(201, {})],
    });
    await page.press("Hand over…");
    await page.user.click(await screen.findByRole("radio", { name: /Mia/ }));
    expect(screen.getAllByRole("radio")).toHaveLength(1);
    await page.press("Offer it to Mia");
    expect(await screen.findByText("Offered to Mia")).toBeTruthy();
    expect(page.calls(offer)[0]?.body).toEqual({ toUserId: "mia" });
  });

  test("that is open says to whom and until when, and can be taken back", async () => {
    const transfer = {
      id: "t1",
      from: { id: "a", name: "Ada", email: "a@example.com" },
      to: { id: "m", name: "Mia", email: "m@example.com" },
    };
    const page = open({
      [transfers]: [() => answer(200, { transfer: { ...transfer, createdAt: at, expiresAt: at } }), none],
      [`DELETE ${base}/ownership-transfers/t1`]: [nothing],
    });
    expect(await screen.findByText("Offered to Mia")).toBeTruthy();
    await page.press("Withdraw");
    expect(await screen.findByText("Offer withdrawn")).toBeTruthy();
    expect(await screen.findByText("Hand it over")).toBeTruthy();
  });
});

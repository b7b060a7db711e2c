import { afterEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import type { SecurityNotice } from "../../api/types.ts";
import { setOnline } from "../../lib/fake-api.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { fakeNotice } from "./fake-notice.ts";
import { NoticesPage } from "./notices-page.tsx";
import { OpenNotices } from "./open-notices.tsx";

const list = "GET /me/notices?limit=50";
const dismiss = "POST /me/notices/notice-1/dismiss";
const device = fakeNotice();
const slowed = fakeNotice({ id: "notice-2", kind: "sign_in_slowed", details: {} });
const seen = (notice: SecurityNotice) => ({ ...notice, dismissedAt: "2026-11-21T11:00:00.000Z" });
const page =
  (items: SecurityNotice[], openCount = items.filter(({ dismissedAt }) => dismissedAt === null).length, nextCursor: string | null = null) =>
  () =>
    answer(200, { items, nextCursor, openCount });
const done = () => answer(204, null);

function SignOut({ scope, onClose }: { scope: string; onClose: () => void }) {
  return (
    <button type="button" onClick={onClose}>
      {`Asked: ${scope}`}
    </button>
  );
}

function open(answers: Parameters<typeof openPage>[1]) {
  const opened = openPage(<NoticesPage SignOut={SignOut} />, answers);
  return { ...opened, press: async (name: string) => opened.user.click((await screen.findAllByRole("button", { name }))[0] as Element) };
}

afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("the notices", () => {
  test("say what happened, from where and when, those that wait first", async () => {
    open({ [list]: [page([seen(slowed), device])] });
    const asked = await screen.findByRole("region", { name: "Was this you?" });
    expect(asked.textContent).toMatch(/Signed in on a new device.*Firefox on Linux, 203\.0\.113\.7/);
    expect(within(asked).queryByText(/Many wrong passwords/)).toBeNull();
    expect(screen.getByRole("region", { name: "Dismissed" }).textContent).toContain("Many wrong passwords");
  });

  test("are answered one by one, shown at once", async () => {
    const { press, calls } = open({ [list]: [page([device, slowed]), page([seen(device), slowed])], [dismiss]: [done] });
    await press("That was me");
    await waitFor(() => expect(screen.getByRole("region", { name: "Dismissed" }).textContent).toContain("new device"));
    await waitFor(() => expect(calls(dismiss)).toHaveLength(1));
  });

  test("come back when the server could not be told", async () => {
    const { press } = open({ [list]: [page([device])], [dismiss]: [() => refusal(500, "internal_error")] });
    await press("That was me");
    expect(await screen.findByText("Nothing was dismissed")).toBeTruthy();
    expect(screen.getByRole("button", { name: "That was me" })).toBeTruthy();
  });

  test("are answered all at once", async () => {
    const all = "POST /me/notices/dismiss-all";
    const { press, calls } = open({ [list]: [page([device, slowed], 60, "next"), page([seen(device), seen(slowed)])], [all]: [done] });
    await press("All of it was me");
    expect(await screen.findByText("Nothing waits for you")).toBeTruthy();
    expect(calls(all)).toHaveLength(1);
  });

  test("lead, when it was somebody else, to what helps against it", async () => {
    const { press } = open({ [list]: [page([device])] });
    await press("Not me");
    expect(screen.getByRole("button", { name: "Not me" }).getAttribute("aria-expanded")).toBe("true");
    expect(screen.getByRole("link", { name: "among your devices" }).getAttribute("href")).toBe("/me/sessions");
    expect(screen.getByRole("link", { name: "Change it" }).getAttribute("href")).toBe("/me/password");
    await press("Sign out all other devices…");
    expect(screen.getByText("Asked: others")).toBeTruthy();
  });

  test("ask nothing where there is nothing to do", async () => {
    open({ [list]: [page([fakeNotice({ kind: "registration_attempted", details: {} })])] });
    expect(await screen.findByRole("button", { name: "Dismiss" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Not me" })).toBeNull();
  });

  test("keep the focus in place when the one that had it is gone", async () => {
    const { press } = open({ [list]: [page([device]), page([seen(device)])], [dismiss]: [done] });
    await press("That was me");
    await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Security notices"));
  });

  test("say what will appear while there is none", async () => {
    open({ [list]: [page([])] });
    expect(await screen.findByText("Nothing waits for you")).toBeTruthy();
  });
});

describe("notices that cannot be read or answered", () => {
  test("show the request id and come when tried again", async () => {
    const { press } = open({ [list]: [() => refusal(500, "internal_error"), page([device])] });
    expect((await screen.findByRole("alert")).textContent).toContain("request-1");
    await press("Try again");
    expect(await screen.findByText("Signed in on a new device")).toBeTruthy();
  });

  test("stay readable offline, what to do as well", async () => {
    const { press } = open({ [list]: [page([device])] });
    await screen.findByText("Signed in on a new device");
    act(() => setOnline(false));
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "That was me" }).disabled).toBe(true);
    await press("Not me");
    expect(screen.getByText("Change your password")).toBeTruthy();
  });
});

describe("on the overview", () => {
  const newest = "GET /me/notices?limit=10";

  test("the newest open notice is told, with the way to all of them", async () => {
    openPage(<OpenNotices />, { [newest]: [page([seen(slowed), device], 1)] });
    expect((await screen.findByRole("status")).textContent).toMatch(
      /Was this you\?Signed in on a new device: Firefox on Linux, 203\.0\.113\.7/,
    );
    expect(screen.getByRole("link", { name: "Look at it" }).getAttribute("href")).toBe("/me/notices");
  });

  test("nothing is said while there is nothing, or while it cannot be asked", async () => {
    const { calls } = openPage(<OpenNotices />, { [newest]: [() => refusal(500, "internal_error")] });
    await waitFor(() => expect(calls(newest)).toHaveLength(1));
    expect(screen.queryByText(/was this you/i)).toBeNull();
  });
});

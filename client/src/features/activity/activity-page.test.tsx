import { afterEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import { setOnline } from "../../lib/fake-api.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { ActivityPage } from "./activity-page.tsx";
import { fakeEvent } from "./fake-event.ts";

const firstPage = "GET /me/activity?limit=50";
const secondPage = "GET /me/activity?cursor=next&limit=50";
const signIn = fakeEvent({ id: "1", action: "session.started" });
const rename = fakeEvent({ id: "2", action: "user.updated", before: { name: "Countess" }, after: { name: "Ada" } });
const refused = fakeEvent({
  id: "3",
  action: "session.denied",
  outcome: "denied",
  actor: { type: "anonymous", id: null, name: null },
  after: { reason: "wrong_credentials" },
});
const page =
  (items: object[], nextCursor: string | null = null) =>
  () =>
    answer(200, { items, nextCursor });
const rows = () => screen.getAllByRole("row").map((row) => row.textContent);

afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("the activity", () => {
  test("tells each event with who, what, from where and how it ended, in words", async () => {
    openPage(<ActivityPage />, { [firstPage]: [page([signIn, refused])] });
    await screen.findByRole("table");
    expect(rows().some((row) => /You.*Signed in.*203\.0\.113\.24.*Succeeded/.test(row ?? ""))).toBe(true);
    expect(rows().some((row) => /Unknown.*wrong password.*Denied/.test(row ?? ""))).toBe(true);
    expect(screen.getByText("2 events, back to the first")).toBeTruthy();
  });

  test("opens an event's details by keyboard: the values before and after, and the request id", async () => {
    const { user } = openPage(<ActivityPage />, { [firstPage]: [page([rename])] });
    const button = await screen.findByRole("button", { name: "Details of: Changed the name to “Ada”" });
    button.focus();
    await user.keyboard("{Enter}");
    expect(button.getAttribute("aria-expanded")).toBe("true");
    const details = document.getElementById(button.getAttribute("aria-controls") ?? "");
    expect(details?.textContent).toMatch(/before Countess.*after Ada/);
    expect(details?.textContent).toContain("req-1");
    await user.keyboard("{Enter}");
    expect(document.body.contains(details)).toBe(false);
  });

  test("says in words how a sign-in was proved", async () => {
    const { user } = openPage(<ActivityPage />, { [firstPage]: [page([{ ...signIn, after: { methods: ["pwd"] } }])] });
    await user.click(await screen.findByRole("button", { name: "Details of: Signed in" }));
    expect(screen.getByText("Proved with a password")).toBeTruthy();
    expect(screen.queryByText("methods")).toBeNull();
  });

  test("loads older events from where the last page ended", async () => {
    const { user, calls } = openPage(<ActivityPage />, { [firstPage]: [page([signIn], "next")], [secondPage]: [page([rename])] });
    await user.click(await screen.findByRole("button", { name: "Load more" }));
    expect(await screen.findByText("2 events, back to the first")).toBeTruthy();
    expect(calls("GET /me/activity")).toHaveLength(2);
    expect(screen.queryByRole("button", { name: "Load more" })).toBeNull();
  });

  test("keeps what it has when more cannot be loaded, and says so with the request id", async () => {
    const { user } = openPage(<ActivityPage />, { [firstPage]: [page([signIn], "next")], [secondPage]: [() => refusal(500, "internal")] });
    await user.click(await screen.findByRole("button", { name: "Load more" }));
    expect(await screen.findByText(/Loading more failed/)).toBeTruthy();
    expect(screen.getByText("request-1")).toBeTruthy();
    expect(screen.getByText("Signed in")).toBeTruthy();
  });

  test("explains what will appear while there is nothing", async () => {
    openPage(<ActivityPage />, { [firstPage]: [page([])] });
    expect(await screen.findByText("Nothing is recorded yet")).toBeTruthy();
  });
});

describe("an activity that cannot be read", () => {
  test("shows the request id and comes when tried again", async () => {
    const { user } = openPage(<ActivityPage />, { [firstPage]: [() => refusal(500, "internal"), page([signIn])] });
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("request-1");
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Signed in")).toBeTruthy();
  });

  test("says that it is offline, and comes by itself with the network", async () => {
    setOnline(false);
    const broken = () => Promise.reject(new TypeError("Failed to fetch"));
    openPage(<ActivityPage />, { [firstPage]: [broken, page([signIn])] });
    expect((await screen.findByRole("alert")).textContent).toContain("You are offline");
    act(() => setOnline(true));
    await waitFor(() => expect(screen.getByText("Signed in")).toBeTruthy());
  });
});

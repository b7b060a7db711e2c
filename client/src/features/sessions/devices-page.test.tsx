import { afterEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import type { MySession } from "../../api/types.ts";
import { setOnline } from "../../lib/fake-api.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { DevicesPage } from "./devices-page.tsx";
import { fakeSession } from "./fake-session.ts";

const list = "GET /me/sessions?limit=50";
const nextList = "GET /me/sessions?cursor=next&limit=50";
const here = fakeSession({ id: "here", isCurrent: true, userAgent: "Mozilla/5.0 (Macintosh; Mac OS X) Chrome/156.0 Safari/537.36" });
const firefox = fakeSession({ id: "there" });
const curl = fakeSession({ id: "program", userAgent: "curl/8.17.0", ip: "2001:db8::7" });
const page =
  (items: MySession[], nextCursor: string | null = null) =>
  () =>
    answer(200, { items, nextCursor });
const rows = () => screen.getAllByRole("row").map((row) => row.textContent ?? "");
const rowOf = (name: string) => rows().findIndex((row) => row.startsWith(name));
const broken = () => Promise.reject(new TypeError("Failed to fetch"));

function SignOut({ scope, title, onClose }: { scope: string; title?: string | undefined; onClose: () => void }) {
  return (
    <button type="button" onClick={onClose}>
      {`Asked: ${scope} ${title ?? ""}`}
    </button>
  );
}

/** The page with this device, a Firefox and a curl, unless answered otherwise. */
function open(answers: Parameters<typeof openPage>[1] = {}) {
  const opened = openPage(<DevicesPage SignOut={SignOut} />, { [list]: [page([curl, firefox, here])], ...answers });
  return { ...opened, press: async (name: string) => opened.user.click(await screen.findByRole("button", { name })) };
}

afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("the devices", () => {
  test("are listed with this one on top, each with what it is, from where, how, since when and until when", async () => {
    open();
    await screen.findByRole("table");
    expect(rowOf("This device")).toBe(rowOf("Chrome on macOS") - 1);
    expect(rowOf("Other devices")).toBeLessThan(rowOf("Firefox on Linux"));
    expect(rowOf("Chrome on macOS")).toBeLessThan(rowOf("curl"));
    expect(rows()[rowOf("Chrome on macOS")]).toContain("In use now");
    expect(rows()[rowOf("curl")]).toMatch(/2001:db8::7 with a password.*Last seen .*Until .* if unused/);
  });

  test("say the place where it is known", async () => {
    open({ [list]: [page([here, fakeSession({ id: "there", place: "Utrecht, Netherlands" })])] });
    await screen.findByRole("table");
    expect(rows()[rowOf("Firefox on Linux")]).toMatch(/Utrecht, Netherlands203\.0\.113\.24 with a password/);
  });

  test("show an administrator who acts for the person, and what for", async () => {
    const impersonation = { by: "Grace", reason: "They asked for help" };
    open({ [list]: [page([{ ...firefox, methods: [], impersonation }, here])] });
    await screen.findByRole("table");
    expect(rows()[rowOf("Grace, an administrator")]).toMatch(/Firefox on Linux.*reading as you: They asked for help/);
  });

  test("can all be signed out at once, this one too", async () => {
    const { press } = open();
    await press("Sign out everywhere…");
    expect(screen.getByText(/^Asked: all/)).toBeTruthy();
  });

  test("show all that is known, times in UTC and the whole user agent, by keyboard", async () => {
    const { user } = open();
    (await screen.findByRole("button", { name: "Details of: Firefox on Linux" })).focus();
    await user.keyboard("{Enter}");
    expect(screen.getByText("2026-11-20 10:42:07 UTC")).toBeTruthy();
    expect(screen.getByText(firefox.userAgent ?? "")).toBeTruthy();
  });

  test("that are many come in pages, and this one is on top however many have signed in since", async () => {
    const { press, calls } = open({ [list]: [page([curl], "next")], [nextList]: [page([here], "last")] });
    expect(await screen.findByText("This device")).toBeTruthy();
    expect(screen.getByText("2 devices so far")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Sign out all other devices…" })).toBeTruthy();
    await press("Load more");
    expect(calls("GET /me/sessions?cursor=last")).toHaveLength(1);
    expect(await screen.findByText(/Loading more failed/)).toBeTruthy();
  });

  test("say so when there is no other", async () => {
    open({ [list]: [page([here])] });
    expect(await screen.findByText("Only this device")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /other/ })).toBeNull();
  });

  test("that cannot be read show the request id and come when tried again", async () => {
    const { press } = open({ [list]: [() => refusal(500, "internal"), page([here])] });
    expect((await screen.findByRole("alert")).textContent).toContain("request-1");
    await press("Try again");
    expect(await screen.findByText("Chrome on macOS")).toBeTruthy();
  });

  test("stay readable offline with their age, and say why nothing can be changed", async () => {
    open();
    await screen.findByRole("table");
    act(() => setOnline(false));
    expect((await screen.findByText(/^As of/)).textContent).toContain("Renaming and signing out need the network");
    const writes = screen.getAllByRole<HTMLButtonElement>("button", { name: /^(Rename|Sign out)/ });
    expect(writes.map(({ disabled }) => disabled)).toEqual(Array.from({ length: 8 }, () => true));
  });
});

describe("a name", () => {
  const save = "PATCH /me/sessions/there";
  const field = () => screen.getByLabelText<HTMLInputElement>("Name of this device");
  const named = (name: string | null) => () => answer(200, { ...firefox, name });

  test("is given by keyboard alone, is shown before the server has answered, and the focus returns", async () => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    const { user, calls } = open({ [save]: [() => promise] });
    (await screen.findByRole("button", { name: "Rename Firefox on Linux" })).focus();
    await user.keyboard("{Enter}");
    expect(document.activeElement).toBe(field());
    await user.keyboard("  Kitchen tablet {Enter}");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Rename Kitchen tablet" }));
    expect(rows()[rowOf("Kitchen tablet")]).toContain("Firefox on Linux");
    await act(async () => resolve(named("Kitchen tablet")()));
    expect(await screen.findByText("Renamed to Kitchen tablet")).toBeTruthy();
    expect(calls(save)).toEqual([{ route: save, body: { name: "Kitchen tablet" } }]);
    expect(screen.getByText("Kitchen tablet")).toBeTruthy();
  });

  test("is thrown away by Escape, and the focus returns", async () => {
    const { user, press, calls } = open();
    await press("Rename Firefox on Linux");
    await user.keyboard("Kitchen{Escape}");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Rename Firefox on Linux" }));
    expect(calls(save)).toEqual([]);
  });

  test("is taken away by leaving it empty", async () => {
    const { user, press, calls } = open({ [list]: [page([{ ...firefox, name: "Tablet" }, here])], [save]: [named(null)] });
    await press("Rename Tablet");
    await user.clear(field());
    await press("Save name");
    expect(await screen.findByText("Name taken away")).toBeTruthy();
    expect(calls(save)[0]?.body).toEqual({ name: null });
    expect(rowOf("Firefox on Linux")).toBeGreaterThan(0);
  });

  test("that did not change is not sent", async () => {
    const { press, calls } = open();
    await press("Rename Firefox on Linux");
    await press("Save name");
    expect(calls(save)).toEqual([]);
  });

  test("that could not be saved is there again as typed, and the old one holds", async () => {
    const { user, press } = open({ [save]: [() => refusal(500, "internal"), named("Kitchen")] });
    await press("Rename Firefox on Linux");
    await user.keyboard("Kitchen{Enter}");
    expect(await screen.findByText("Firefox on Linux was not renamed")).toBeTruthy();
    expect(screen.getByText("request-1")).toBeTruthy();
    expect([field().value, document.activeElement]).toEqual(["Kitchen", field()]);
    await user.keyboard("{Enter}");
    expect(await screen.findByText("Renamed to Kitchen")).toBeTruthy();
  });

  test("that the server does not accept gets its reason at the field", async () => {
    const errors = [{ in: "body", path: "/name", code: "invalid", message: "Has a character that is not allowed." }];
    const refused = () => answer(422, { code: "validation_failed", detail: "x", requestId: "request-1", errors });
    const { user, press } = open({ [save]: [refused] });
    await press("Rename Firefox on Linux");
    await user.keyboard("Kit{Enter}");
    expect(await screen.findByText("Has a character that is not allowed.")).toBeTruthy();
    expect([field().value, field().getAttribute("aria-invalid")]).toEqual(["Kit", "true"]);
  });

  test("that is not saved is not lost by leaving without a question", async () => {
    const { user, press } = open();
    await press("Rename Firefox on Linux");
    await user.keyboard("Kitchen");
    await user.click(screen.getByRole("link", { name: "Elsewhere" }));
    await screen.findByRole("alertdialog", { name: "Discard the new name?" });
    await press("Keep editing");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(field().value).toBe("Kitchen");
  });

  test("for a device that is out by now is no error: that is said, and the list read anew", async () => {
    const { user, press, calls } = open({ [list]: [page([firefox, here]), page([here])] });
    await press("Rename Firefox on Linux");
    await user.keyboard("Kitchen{Enter}");
    expect(await screen.findByText("Firefox on Linux had already been signed out")).toBeTruthy();
    await waitFor(() => expect(calls(list)).toHaveLength(2));
    expect(await screen.findByText("Only this device")).toBeTruthy();
  });
});

describe("signing a device out", () => {
  const end = "DELETE /me/sessions/there";
  const confirm = async () => {
    const dialog = await screen.findByRole("alertdialog", { name: "Sign out Firefox on Linux?" });
    expect(dialog.textContent).toMatch(/203\.0\.113\.24.*has to sign in again/);
    return within(dialog);
  };

  test("asks with its name and the consequence, then takes its row away, says so, and keeps the focus on the page", async () => {
    const { user, press, calls } = open({ [end]: [() => new Response(null, { status: 204 })] });
    await press("Sign out Firefox on Linux");
    await user.dblClick((await confirm()).getByRole("button", { name: /Sign out device/ }));
    expect(await screen.findByText("Firefox on Linux signed out")).toBeTruthy();
    await waitFor(() => expect(rowOf("Firefox on Linux")).toBe(-1));
    expect(calls(end)).toHaveLength(1);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("region", { name: "Your devices" })));
  });

  test("does nothing when the person thinks better of it", async () => {
    const { user, press, calls } = open();
    await press("Sign out Firefox on Linux");
    await confirm();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(calls(end)).toEqual([]);
  });

  test("that was out already is no error: that is said, and the list read anew", async () => {
    const { user, press } = open({ [list]: [page([firefox, here]), page([here])] });
    await press("Sign out Firefox on Linux");
    await user.click((await confirm()).getByRole("button", { name: /Sign out device/ }));
    expect(await screen.findByText("Firefox on Linux had already been signed out")).toBeTruthy();
    expect(await screen.findByText("Only this device")).toBeTruthy();
  });

  test("that fails leaves it in the list, with the request id to tell", async () => {
    const { user, press } = open({ [end]: [() => refusal(500, "internal")] });
    await press("Sign out Firefox on Linux");
    await user.click((await confirm()).getByRole("button", { name: /Sign out device/ }));
    expect(await screen.findByText("Firefox on Linux is still signed in")).toBeTruthy();
    expect(rowOf("Firefox on Linux")).toBeGreaterThan(0);
  });

  test("that is this one, or all others with their number, goes the way of the account's menu", async () => {
    const { press } = open();
    await press("Sign out Chrome on macOS");
    await press("Asked: this");
    await press("Sign out all 2 other devices…");
    expect(screen.getByText("Asked: others Sign out all 2 other devices?")).toBeTruthy();
  });
});

test("without an answer the list says what is missing", async () => {
  open({ [list]: [broken] });
  expect((await screen.findByRole("alert")).textContent).toContain("Your devices could not be loaded");
});

import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { act, cleanup, screen, waitFor } from "@testing-library/react";
import type { AdministeredUser } from "../../api/types.ts";
import { setOnline } from "../../lib/fake-api.ts";
import { answer, refusal, signedIn } from "../../lib/session/fake-browser.ts";
import { ada, openPage } from "../../ui/fake-page.tsx";
import { fakeUser } from "./fake-user.ts";
import { UserPage } from "./user-page.tsx";

const facts = "GET /users/mia";
const change = "PATCH /users/mia";
const mia = fakeUser();
const read =
  (user: AdministeredUser, etag = '"1"') =>
  () =>
    answer(200, user, { ETag: etag });

function open(answers: Parameters<typeof openPage>[1], instanceRole: "administrator" | null = "administrator", userId = "mia") {
  const onActing = jest.fn<(answer: object, reason: string) => void>();
  const page = <UserPage userId={userId} devices={<p>Their devices</p>} activity={<p>Their activity</p>} onActing={onActing} />;
  const opened = openPage(page, answers, { instanceRole });
  const press = async (name: string) => opened.user.click(await screen.findByRole("button", { name }));
  return { ...opened, onActing, press };
}
const buttons = () => screen.getAllByRole("button").map(({ textContent }) => textContent);
const nameField = () => screen.findByLabelText<HTMLInputElement>("Name");

afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("a person", () => {
  test("is shown with the facts of the account, the devices and the activity", async () => {
    open({ [facts]: [read(fakeUser({ passkeys: 2, hasTotp: true, connections: 1 }))] });
    expect(await screen.findByRole("heading", { level: 1, name: "Mia Chen" })).toBeTruthy();
    expect(screen.getByText("A password, 2 passkeys, an account elsewhere")).toBeTruthy();
    expect(screen.getByText("An authenticator app, 2 passkeys")).toBeTruthy();
    for (const lent of ["Their devices", "Their activity"]) expect(screen.getByText(lent)).toBeTruthy();
  });

  test.each([
    ["active", {}, ["See what they see…", "Sign out everywhere…", "Require a new password…", "Make administrator…", "Disable…", "Delete…"]],
    [
      "an administrator",
      { instanceRole: "administrator" as const },
      ["Sign out everywhere…", "Require a new password…", "Take the role away…", "Disable…", "Delete…"],
    ],
    ["disabled", { disabledAt: mia.createdAt }, ["Enable…", "Delete…"]],
    ["to be deleted", { disabledAt: mia.createdAt, deletesAt: mia.createdAt }, ["Enable…"]],
    [
      "one who closed the account",
      { disabledAt: mia.createdAt, deletesAt: mia.createdAt, closedAt: mia.createdAt },
      ["Disable…", "Delete…"],
    ],
  ])("who is %s can be helped in these ways", async (_who, changes, expected) => {
    open({ [facts]: [read(fakeUser(changes))] });
    await nameField();
    expect(buttons().filter((name) => name?.endsWith("…") && !name.startsWith("Save"))).toEqual(expected);
  });

  test("who is the administrator themselves is not looked at as somebody else", async () => {
    const own = `GET /users/${encodeURIComponent(ada.id)}`;
    open({ [own]: [read(fakeUser({ id: ada.id, instanceRole: "administrator" }))] }, "administrator", ada.id);
    await nameField();
    expect(buttons()).not.toContain("See what they see…");
  });

  test("who is gone, and an address that is none, say so", async () => {
    open({ [facts]: [() => refusal(404, "not_found")] });
    expect(await screen.findByText("There is nobody here")).toBeTruthy();
  });

  test("is for administrators with a second factor", async () => {
    open({ [facts]: [() => refusal(403, "second_factor_required")] });
    expect(await screen.findByText("Administrators need a second factor here")).toBeTruthy();
    cleanup();
    const { calls } = open({}, null);
    expect(screen.getByText("Only administrators look after people")).toBeTruthy();
    expect(calls("GET /users")).toEqual([]);
  });
});

describe("a new name", () => {
  test("is saved over the version that was read", async () => {
    const opened = open({ [facts]: [read(mia)], [change]: [read({ ...mia, name: "Mia Park" }, '"2"')] });
    await opened.user.clear(await nameField());
    await opened.user.type(await nameField(), "Mia Park");
    await opened.press("Save name");
    expect(await screen.findByText("Name saved")).toBeTruthy();
    expect(opened.calls(change)).toEqual([{ route: change, body: { name: "Mia Park" } }]);
  });

  test("that somebody else changed meanwhile is shown beside theirs, and either can be taken", async () => {
    const theirs = { ...mia, name: "Mia Chen-Park" };
    const opened = open({
      [facts]: [read(mia), read(theirs, '"2"')],
      [change]: [() => refusal(412, "precondition_failed"), read({ ...mia, name: "Mia Park" }, '"3"')],
    });
    await opened.user.clear(await nameField());
    await opened.user.type(await nameField(), "Mia Park");
    await opened.press("Save name");
    const box = await screen.findByRole("alertdialog");
    expect(box.textContent).toMatch(/Mia Chen-Park.*Mia Park/);
    await opened.press("Save mine");
    expect(await screen.findByText("Name saved")).toBeTruthy();
  });

  test("is no conflict with a change of something else", async () => {
    const opened = open({
      [facts]: [read(mia), read({ ...mia, disabledAt: mia.createdAt }, '"2"')],
      [change]: [() => refusal(412, "precondition_failed"), read({ ...mia, name: "Mia Park" }, '"3"')],
    });
    await opened.user.type(await nameField(), " Park");
    await opened.press("Save name");
    expect(await screen.findByText("Name saved")).toBeTruthy();
  });
});

describe("what is done to a person", () => {
  test("asks with their name and the consequence first, then says what holds", async () => {
    const disable = "POST /users/mia/disable";
    const opened = open({ [facts]: [read(mia), read(fakeUser({ disabledAt: mia.createdAt }))], [disable]: [() => answer(204, null)] });
    await opened.press("Disable…");
    expect((await screen.findByRole("alertdialog", { name: "Disable Mia Chen?" })).textContent).toMatch(/signed out on the next click/);
    expect(opened.calls(disable)).toEqual([]);
    await opened.press("Disable");
    expect(await screen.findByText("Mia Chen disabled")).toBeTruthy();
    expect(await screen.findByRole("button", { name: "Enable…" })).toBeTruthy();
  });

  test("to the last administrator is refused in words", async () => {
    const detail = "Make another person an administrator first.";
    const body = { code: "last_administrator", title: "", detail, requestId: "request-1" };
    const opened = open({ [facts]: [read(fakeUser({ instanceRole: "administrator" }))], [change]: [() => answer(409, body)] });
    await opened.press("Take the role away…");
    await opened.press("Take the role away");
    expect(await screen.findByText("Mia Chen is still an administrator")).toBeTruthy();
    expect(screen.getByText(detail)).toBeTruthy();
  });

  test("waits for the network", async () => {
    open({ [facts]: [read(mia)] });
    await nameField();
    act(() => setOnline(false));
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>("button", { name: "Disable…" }).disabled).toBe(true));
  });
});

describe("seeing what a person sees", () => {
  const begin = "POST /users/mia/impersonate";
  const begun = { ...signedIn("theirs"), expiresIn: 900 };

  test("takes a reason of ten characters, and begins with it", async () => {
    const opened = open({ [facts]: [read(mia)], [begin]: [() => answer(201, begun)] });
    await opened.press("See what they see…");
    await opened.press("See what they see");
    expect(await screen.findByText(/at least ten characters/)).toBeTruthy();
    expect(opened.calls(begin)).toEqual([]);
    await opened.user.type(screen.getByLabelText("Reason"), "They asked for help");
    await opened.press("See what they see");
    await waitFor(() => expect(opened.onActing).toHaveBeenCalledWith(begun, "They asked for help"));
    expect(opened.calls(begin)).toEqual([{ route: begin, body: { reason: "They asked for help" } }]);
  });

  test("that is refused says why, and keeps what was typed", async () => {
    const opened = open({ [facts]: [read(mia)], [begin]: [() => refusal(409, "cannot_impersonate")] });
    await opened.press("See what they see…");
    await opened.user.type(screen.getByLabelText("Reason"), "They asked for help");
    await opened.press("See what they see");
    expect((await screen.findByRole("alert")).textContent).toContain("cannot_impersonate");
    expect(screen.getByLabelText<HTMLInputElement>("Reason").value).toBe("They asked for help");
  });
});

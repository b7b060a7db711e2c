import { afterEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, screen, waitFor } from "@testing-library/react";
import { setOnline } from "../../lib/fake-api.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { ada, openPage } from "../../ui/fake-page.tsx";
import { ProfilePage } from "./profile-page.tsx";

const read = "GET /me";
const save = "PATCH /me";
const me = (name: string, etag: string) => () => answer(200, { ...ada, name }, { ETag: etag });
const changed = () => refusal(412, "precondition_failed");

async function open(answers: Parameters<typeof openPage>[1]) {
  const page = openPage(<ProfilePage />, { [read]: [me("Ada", '"1"')], ...answers });
  const name = await screen.findByLabelText<HTMLInputElement>("Name");
  const rename = async (text: string) => {
    await page.user.clear(name);
    await page.user.type(name, text);
  };
  return { ...page, name, rename, press: (label: string | RegExp) => page.user.click(screen.getByRole("button", { name: label })) };
}

afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("a name", () => {
  test("is saved without the blanks around it, and the page says so", async () => {
    const page = await open({ [save]: [me("Countess Ada", '"2"')] });
    await page.rename("  Countess Ada ");
    expect(screen.getByText("Not saved yet")).toBeTruthy();
    await page.press("Save name");
    expect(await screen.findByText("Name saved")).toBeTruthy();
    expect(page.calls(save)).toEqual([{ route: save, body: { name: "Countess Ada" } }]);
    expect(page.name.value).toBe("Countess Ada");
  });

  test("that did not change is not sent", async () => {
    const page = await open({});
    await page.press("Save name");
    expect(page.calls(save)).toEqual([]);
  });

  test("may not be empty: that is said at the field, which takes the focus", async () => {
    const page = await open({});
    await page.rename("   ");
    await page.press("Save name");
    expect(screen.getByText("Enter your name.")).toBeTruthy();
    expect(document.activeElement).toBe(page.name);
    expect(page.calls(save)).toEqual([]);
  });

  test("that the server refuses gets the server's reason at the field", async () => {
    const errors = [{ in: "body", path: "/name", code: "invalid", message: "Has a character that is not allowed." }];
    const page = await open({ [save]: [() => answer(422, { code: "validation_failed", detail: "x", requestId: "request-1", errors })] });
    await page.rename("Ad\u0001a");
    await page.press("Save name");
    expect(await screen.findByText("Has a character that is not allowed.")).toBeTruthy();
    expect(page.name.getAttribute("aria-invalid")).toBe("true");
  });

  test("stays typed when saving fails, with the request id to tell", async () => {
    const page = await open({ [save]: [() => refusal(500, "internal")] });
    await page.rename("Countess");
    await page.press("Save name");
    expect((await screen.findByRole("alert")).textContent).toContain("request-1");
    expect(page.name.value).toBe("Countess");
  });

  test("stays typed offline, and the page says what saving waits for", async () => {
    const page = await open({});
    await page.rename("Countess");
    act(() => setOnline(false));
    expect(await screen.findByText("Saving needs the network")).toBeTruthy();
    expect(page.name.value).toBe("Countess");
  });
});

describe("a name that was changed elsewhere meanwhile", () => {
  const twice = { [read]: [me("Ada", '"1"'), me("Lady Lovelace", '"2"')] };

  test("is shown beside the typed one, and nothing is overwritten before the person chooses", async () => {
    const page = await open({ ...twice, [save]: [changed] });
    await page.rename("Countess");
    await page.press("Save name");
    const choice = await screen.findByRole("alertdialog", { name: "The name was changed elsewhere" });
    expect(choice.textContent).toMatch(/Saved elsewhere.*Lady Lovelace.*Typed here.*Countess/);
    expect(page.calls(save)).toHaveLength(1);
    expect(page.name.value).toBe("Countess");
  });

  test("gives way to the typed one when the person says so", async () => {
    const page = await open({ ...twice, [save]: [changed, me("Countess", '"3"')] });
    await page.rename("Countess");
    await page.press("Save name");
    await page.user.click(await screen.findByRole("button", { name: "Save mine" }));
    expect(await screen.findByText("Name saved")).toBeTruthy();
    expect(page.calls(save)).toHaveLength(2);
  });

  test("stays when the person prefers it, without another save", async () => {
    const page = await open({ ...twice, [save]: [changed] });
    await page.rename("Countess");
    await page.press("Save name");
    await page.user.click(await screen.findByRole("button", { name: "Use this" }));
    expect(page.name.value).toBe("Lady Lovelace");
    expect(document.activeElement).toBe(page.name);
    expect(page.calls(save)).toHaveLength(1);
  });

  test("to the very same is no conflict", async () => {
    const page = await open({ [read]: [me("Ada", '"1"'), me("Countess", '"2"')], [save]: [changed] });
    await page.rename("Countess");
    await page.press("Save name");
    expect(await screen.findByText("Name saved")).toBeTruthy();
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });
});

describe("leaving with a name that is not saved", () => {
  test("asks first, and keeps it when the person stays", async () => {
    const page = await open({});
    await page.rename("Countess");
    await page.user.click(screen.getByRole("link", { name: "Elsewhere" }));
    await screen.findByRole("alertdialog", { name: "Discard the new name?" });
    await page.press("Keep editing");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(page.name.value).toBe("Countess");
  });

  test("leaves when the person says so", async () => {
    const page = await open({});
    await page.rename("Countess");
    await page.user.click(screen.getByRole("link", { name: "Elsewhere" }));
    const dialog = await screen.findByRole("alertdialog");
    await page.user.click([...dialog.querySelectorAll("button")].find((button) => button.textContent?.includes("Discard")) ?? dialog);
    expect(await screen.findByRole("heading", { name: "Elsewhere" })).toBeTruthy();
  });

  test("lets the browser ask before the window closes, only while something is unsaved", async () => {
    const page = await open({});
    const closing = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(closing()).toBe(false);
    await page.rename("Countess");
    expect(closing()).toBe(true);
    await page.press("Discard");
    expect(closing()).toBe(false);
    expect(page.name.value).toBe("Ada");
  });
});

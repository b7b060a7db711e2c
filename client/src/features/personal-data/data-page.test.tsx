import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { setOnline } from "../../lib/fake-api.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { DataPage } from "./data-page.tsx";

const data = "GET /me/export";
const deletion = "POST /me/deletion";
const deletesAt = "2026-12-12T10:00:00.000Z";
const disposition = { "Content-Disposition": 'attachment; filename="gatehouse-data-2026-11-28.json"' };

const fileOf = (signature: string) => () =>
  new Response(`{"content":\n{}\n,"signature":${signature}}\n`, { headers: { "Content-Type": "application/json", ...disposition } });
const signed = fileOf('"a.b.c"');

let saved: { name: string; blob: Blob }[];
beforeEach(() => {
  saved = [];
  const blobs: Blob[] = [];
  URL.createObjectURL = (blob) => `blob:${blobs.push(blob as Blob) - 1}`;
  URL.revokeObjectURL = () => {};
  jest.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, blob: blobs[Number(this.href.slice(5))] as Blob });
  });
});
afterEach(() => {
  cleanup();
  setOnline(true);
  jest.restoreAllMocks();
});

function open(answers: Parameters<typeof openPage>[1] = {}) {
  const leave = jest.fn<(address: string) => void>();
  return { leave, ...openPage(<DataPage leave={leave} />, answers) };
}

describe("downloading one's data", () => {
  test("hands the file over under the server's name, byte for byte", async () => {
    const { user, calls } = open({ [data]: [signed] });
    await user.click(screen.getByRole("button", { name: /Download my data/ }));
    expect(await screen.findByText("Your data is downloaded")).toBeTruthy();
    expect(saved.map(({ name }) => name)).toEqual(["gatehouse-data-2026-11-28.json"]);
    expect(await saved[0]?.blob.text()).toBe('{"content":\n{}\n,"signature":"a.b.c"}\n');
    expect(calls(data)).toHaveLength(1);
    expect(screen.queryByText(/carries no signature/)).toBeNull();
  });

  test("says so when the file carries no signature", async () => {
    const { user } = open({ [data]: [fileOf("null")] });
    await user.click(screen.getByRole("button", { name: /Download my data/ }));
    expect(await screen.findByText(/carries no signature/)).toBeTruthy();
  });

  test("saves nothing when the connection breaks half way, and can be tried again", async () => {
    const broken = () => {
      const stream = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"content":'));
          controller.error(new TypeError("network error"));
        },
      });
      return new Response(stream, { headers: disposition });
    };
    const { user } = open({ [data]: [broken, signed] });
    await user.click(screen.getByRole("button", { name: /Download my data/ }));
    expect(await screen.findByText("No answer came")).toBeTruthy();
    expect(saved).toEqual([]);
    await user.click(screen.getByRole("button", { name: /Download my data/ }));
    await waitFor(() => expect(saved).toHaveLength(1));
  });

  test("too often says when to come back", async () => {
    const { user } = open({ [data]: [() => refusal(429, "too_many_requests")] });
    await user.click(screen.getByRole("button", { name: /Download my data/ }));
    expect(await screen.findByText(/ten times within an hour/)).toBeTruthy();
  });

  test("needs the network", () => {
    setOnline(false);
    open();
    expect(screen.getByText("Downloading your data needs the network")).toBeTruthy();
  });
});

describe("deleting one's account", () => {
  const ask = async (answers: Parameters<typeof openPage>[1] = {}) => {
    const page = open(answers);
    await page.user.click(screen.getByRole("button", { name: /Delete my account…/ }));
    return { ...page, dialog: await screen.findByRole("alertdialog", { name: "Delete your account?" }) };
  };

  test("asks first, and says whose account it is, until when it can be undone, and what stays", async () => {
    const { dialog, calls } = await ask();
    expect(dialog.textContent).toMatch(/ada@example\.com.*you can undo it.*What was done stays in the record/);
    const until = within(dialog).getByText((_, element) => element?.tagName === "TIME");
    expect(Math.round((Date.parse(until.getAttribute("datetime") ?? "") - Date.now()) / 86_400_000)).toBe(14);
    expect(calls(deletion)).toEqual([]);
  });

  test("leads to the page that says until when it can be undone", async () => {
    const { user, calls, leave } = await ask({ [deletion]: [() => answer(200, { deletesAt })] });
    await user.click(screen.getByRole("button", { name: "Delete my account" }));
    await waitFor(() => expect(leave).toHaveBeenCalledWith(`/keep-account#closed=${encodeURIComponent(deletesAt)}`));
    expect(calls(deletion)).toEqual([{ route: deletion, body: {} }]);
  });

  test("does nothing when the person keeps it", async () => {
    const { user, calls } = await ask();
    await user.click(screen.getByRole("button", { name: "Keep it" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(calls(deletion)).toEqual([]);
  });

  test("is refused to the only administrator, with what to do", async () => {
    const { user, leave } = await ask({ [deletion]: [() => refusal(409, "last_administrator")] });
    await user.click(screen.getByRole("button", { name: "Delete my account" }));
    expect(await screen.findByText(/Make another person one first/)).toBeTruthy();
    expect(leave).not.toHaveBeenCalled();
  });

  test("that gets no answer says that it is not known", async () => {
    const { user } = await ask({ [deletion]: [() => Promise.reject(new TypeError("Failed to fetch"))] });
    await user.click(screen.getByRole("button", { name: "Delete my account" }));
    expect(await screen.findByText(/^It is not known whether your account was closed/)).toBeTruthy();
    expect(screen.queryByText(/Nothing was deleted/)).toBeNull();
  });
});

import { afterEach, expect, test } from "@jest/globals";
import { act, cleanup, renderHook } from "@testing-library/react";
import { useTheme } from "./theme.ts";

const shown = () => document.documentElement.dataset.theme;

afterEach(() => {
  cleanup();
  localStorage.clear();
  delete document.documentElement.dataset.theme;
});

test("a chosen theme is shown at once and kept for the next visit; the system's leaves nothing behind", async () => {
  const { result } = renderHook(useTheme);
  expect(result.current[0]).toBe("system");
  await act(async () => result.current[1]("dark"));
  expect([result.current[0], shown(), localStorage.getItem("gh:theme")]).toEqual(["dark", "dark", "dark"]);
  await act(async () => result.current[1]("system"));
  expect([result.current[0], shown(), localStorage.getItem("gh:theme")]).toEqual(["system", undefined, null]);
});

test("a choice in another tab is followed", async () => {
  const { result } = renderHook(useTheme);
  await act(async () => void window.dispatchEvent(new StorageEvent("storage", { key: "gh:theme", newValue: "light" })));
  expect([result.current[0], shown()]).toEqual(["light", "light"]);
});

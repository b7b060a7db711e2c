import { afterEach, expect, jest, test } from "@jest/globals";
import { canReload, reloadOnce } from "./reload-once.ts";

function fakeWindow() {
  let nowMs = 1_800_000_000_000;
  const pass = (ms: number) => (nowMs += ms);
  return { reload: jest.fn(), storage: () => sessionStorage, nowMs: () => nowMs, pass };
}

afterEach(() => sessionStorage.clear());

test("a console whose pages are gone after a deploy is loaded anew once, not over and over", () => {
  const window = fakeWindow();
  expect(canReload(window)).toBe(true);
  reloadOnce(window);
  window.pass(5_000);
  expect(window.reload).toHaveBeenCalledTimes(1);
  expect(canReload(window)).toBe(false);
});

test("the next deploy may reload again", () => {
  const window = fakeWindow();
  reloadOnce(window);
  window.pass(61_000);
  expect(canReload(window)).toBe(true);
});

test("without storage nothing is reloaded, because it could go on forever", () => {
  const forbidden = () => {
    throw new Error("denied");
  };
  expect(canReload({ ...fakeWindow(), storage: forbidden })).toBe(false);
});

import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { Loading } from "./loading.tsx";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

const pass = (ms: number) => act(() => jest.advanceTimersByTime(ms));

test("what loads quickly shows no skeleton at all", () => {
  render(<Loading what="your activity" rows={3} onRetry={() => {}} />);
  pass(149);
  expect(screen.getByRole("status").textContent).toBe("");
  pass(1);
  expect(screen.getByRole("status").textContent).toBe("Loading your activity…");
});

test("no skeleton lasts: after eight seconds there is a way to try again, and eight seconds later again", () => {
  const retry = jest.fn();
  render(<Loading what="your activity" rows={3} onRetry={retry} />);
  for (const times of [1, 2]) {
    pass(8_000);
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(retry).toHaveBeenCalledTimes(times);
    expect(screen.queryByRole("button")).toBeNull();
  }
});

import { afterEach, expect, test } from "@jest/globals";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { CopyText } from "./copy-text.tsx";

function open(writeText: () => Promise<void>) {
  const user = userEvent.setup();
  Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
  render(<CopyText value="req-1" what="request id" />);
  return user;
}

afterEach(cleanup);

test("copying is called a success only once the clipboard has taken it", async () => {
  const clipboard = Promise.withResolvers<void>();
  const user = open(() => clipboard.promise);
  await user.click(screen.getByRole("button", { name: "Copy request id" }));
  expect(screen.queryByText("Copied")).toBeNull();
  clipboard.resolve();
  expect((await screen.findAllByText("Copied")).length).toBeGreaterThan(0);
});

test("when the browser refuses, the text is selected and the person told which keys copy it", async () => {
  const user = open(() => Promise.reject(new Error("denied")));
  await user.click(screen.getByRole("button", { name: "Copy request id" }));
  expect((await screen.findByRole("status")).textContent).toContain("Ctrl+C");
  expect(getSelection()?.toString()).toBe("req-1");
});

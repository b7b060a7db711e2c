import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { createToastQueue, type Toast, ToastProvider, useToast } from "./toasts.tsx";

const saved: Toast = { tone: "success", title: "Name saved" };
const failed: Toast = { tone: "danger", title: "Nobody was signed out", detail: "The server refused.", requestId: "req-1" };

function Speaker({ toast }: { toast: Toast }) {
  const say = useToast();
  return (
    <button type="button" onClick={() => say(toast)}>
      Say
    </button>
  );
}

afterEach(cleanup);

test("what is said before the list has loaded is delivered when it has, once and in order", () => {
  const queue = createToastQueue();
  const heard: Toast[] = [];
  queue.say(saved);
  queue.say(failed);
  const stop = queue.deliverTo((toast) => heard.push(toast));
  stop();
  queue.say(saved);
  queue.deliverTo((toast) => heard.push(toast));
  expect(heard).toEqual([saved, failed, saved]);
});

describe("a toast", () => {
  test("of a failure shows the request id, is read out politely, and goes when dismissed", async () => {
    render(
      <ToastProvider>
        <Speaker toast={failed} />
      </ToastProvider>,
    );
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Say" }));
    expect(await screen.findByText("req-1")).toBeTruthy();
    expect(screen.getByRole("region", { name: /Notifications/ }).getAttribute("aria-live")).toBe("polite");
    await user.click(await screen.findByLabelText("Dismiss"));
    expect(screen.queryByText("req-1")).toBeNull();
  });

  test("said twice is shown once", async () => {
    render(
      <ToastProvider>
        <Speaker toast={saved} />
      </ToastProvider>,
    );
    const user = userEvent.setup();
    await user.dblClick(screen.getByRole("button", { name: "Say" }));
    expect(await screen.findAllByText("Name saved")).toHaveLength(1);
  });
});

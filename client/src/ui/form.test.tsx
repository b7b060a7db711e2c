import { afterEach, expect, jest, test } from "@jest/globals";
import { act, cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { acting } from "../lib/session/browser-acting.ts";
import { signedIn } from "../lib/session/fake-browser.ts";
import { useReadOnly } from "../lib/session/use-read-only.ts";
import { ActedForContext } from "./acted-for.ts";
import { Button } from "./button.tsx";
import { Form, FormActions } from "./form.tsx";
import { TextField } from "./text-field.tsx";

const { user: mia, session } = signedIn("theirs", 900, "session-2", "mia@example.com");
const actForMia = () => acting.set({ state: "acting", user: mia, session, reason: "x", endsAtMs: 0, Banner: () => null });

function Row() {
  return <Button disabled={useReadOnly()}>Sign out</Button>;
}

function open(actedFor: string | null) {
  const send = jest.fn((event: { preventDefault: () => void }) => event.preventDefault());
  render(
    <ActedForContext value={actedFor}>
      <Form errors={{}} onSubmit={send}>
        <TextField label="Name" name="name" />
        <FormActions>
          <Button type="submit">Save</Button>
        </FormActions>
      </Form>
      <Row />
    </ActedForContext>,
  );
  return { user: userEvent.setup(), send };
}
const why = () => screen.queryAllByText(/^Only .+ can do this/);

afterEach(() => {
  act(() => acting.set({ state: "none", Banner: null }));
  cleanup();
});

test("who acts for somebody sees a form and cannot fill or send it, and is told why once", async () => {
  actForMia();
  const { user, send } = open(mia.name);
  await user.type(screen.getByLabelText("Name"), "Somebody Else{Enter}");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("");
  expect(send).not.toHaveBeenCalled();
  expect(why()).toHaveLength(1);
  expect(screen.getByRole("group").getAttribute("aria-describedby")).toBe(why()[0]?.id);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Sign out" }).disabled).toBe(true);
});

test("what stands beside no form is closed and explained likewise", () => {
  render(
    <ActedForContext value={mia.name}>
      <FormActions>
        <Button>Delete my account…</Button>
      </FormActions>
    </ActedForContext>,
  );
  expect(why()).toHaveLength(1);
  expect(screen.getByRole("button").matches(":disabled")).toBe(true);
});

test("everybody's own forms are open, and say nothing of it", async () => {
  const { user, send } = open(null);
  await user.type(screen.getByLabelText("Name"), "Ada{Enter}");
  expect(send).toHaveBeenCalledTimes(1);
  expect(why()).toEqual([]);
  expect(screen.queryByRole("group")).toBeNull();
});

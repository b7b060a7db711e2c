import { afterEach, expect, jest, test } from "@jest/globals";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useWayOut } from "../lib/door/use-way-out.ts";
import { fakeApi, setOnline } from "../lib/fake-api.ts";
import { answer, refusal } from "../lib/session/fake-browser.ts";
import { ProviderButtons } from "./provider-buttons.tsx";

const options = "GET /auth/options";

function open(answers: (() => Response)[]) {
  const api = fakeApi({ [options]: answers });
  const leave = jest.fn<(address: string) => void>();
  const Offered = () => <ProviderButtons providers={[{ id: "github", name: "GitHub", kind: "github" }]} next="/" way={useWayOut(leave)} />;
  render(<Offered />);
  return { leave, sent: api.sent, user: userEvent.setup(), link: screen.getByRole("link", { name: "Continue with GitHub" }) };
}
const noAnswer = () => {
  throw new TypeError("Failed to fetch");
};

afterEach(() => {
  cleanup();
  setOnline(true);
});

test("a provider is gone to once the API answers", async () => {
  const { user, link, leave, sent } = open([() => answer(200, {})]);
  await user.click(link);
  await waitFor(() => expect(leave).toHaveBeenCalled());
  expect(leave.mock.calls[0]?.[0]).toMatch(/\/api\/v1\/auth\/providers\/github\/start$/);
  expect(sent.map(({ route }) => route)).toContain(options);
});

test("while the API is down the page stays, says so, and the next click leads on", async () => {
  const { user, link, leave } = open([noAnswer, () => answer(200, {})]);
  await user.click(link);
  expect(await screen.findByText("No answer came")).toBeTruthy();
  expect(leave).not.toHaveBeenCalled();
  await user.click(link);
  await waitFor(() => expect(leave).toHaveBeenCalledTimes(1));
  expect(screen.queryByText("No answer came")).toBeNull();
});

test("a proxy's or a busy API's refusal is not followed into", async () => {
  const { user, link, leave } = open([() => refusal(503, "busy", { "Retry-After": "5" })]);
  await user.click(link);
  expect(await screen.findByText(/No more tries are taken/)).toBeTruthy();
  expect(leave).not.toHaveBeenCalled();
});

test("without a network the page stays and says what it needs", async () => {
  const { user, link, leave } = open([noAnswer]);
  setOnline(false);
  await user.click(link);
  expect(await screen.findByText("Going there needs the network")).toBeTruthy();
  expect(leave).not.toHaveBeenCalled();
});

test("a click for a new tab is the browser's", () => {
  const { link, sent } = open([() => answer(200, {})]);
  fireEvent.click(link, { ctrlKey: true });
  expect(sent).toEqual([]);
});

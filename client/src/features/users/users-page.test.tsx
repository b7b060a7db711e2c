import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { useNavigate } from "react-router";
import type { ListedUser } from "../../api/types.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { fakeListed } from "./fake-user.ts";
import { readFilter, writeFilter } from "./user-filter.ts";
import { UsersPage } from "./users-page.tsx";

const everybody = "GET /users?limit=50";
const page =
  (items: ListedUser[], nextCursor: string | null = null) =>
  () =>
    answer(200, { items, nextCursor });
const mia = fakeListed();
const sam = fakeListed({ id: "sam", email: "sam@example.com", name: "Sam Ito", emailVerifiedAt: null, disabledAt: mia.createdAt });

/** What the browser's own button does. */
function Back() {
  const navigate = useNavigate();
  return <button onClick={() => void navigate(-1)}>Back</button>;
}

function open(answers: Parameters<typeof openPage>[1], instanceRole: "administrator" | null = "administrator") {
  return openPage(<UsersPage />, answers, { instanceRole });
}
const rows = async () => (await screen.findAllByRole("listitem")).map((row) => row.textContent ?? "");

afterEach(cleanup);

describe("the users", () => {
  test("are listed with what sets each apart, and each leads to their page", async () => {
    open({ [everybody]: [page([mia, sam])] });
    const [first, second] = await rows();
    expect(first).toMatch(/^MMia Chenmia@example\.com/);
    expect(second).toMatch(/Sam ItoNot confirmedDisabledsam@example\.com/);
    expect(screen.getByRole("link", { name: "Mia Chen" }).getAttribute("href")).toBe("/instance/users/mia");
    expect(screen.getByText("2 people")).toBeTruthy();
  });

  test("are looked for when the typing pauses, once for all that was typed", async () => {
    const { user, calls } = open({ [everybody]: [page([mia, sam])], [`${everybody}&search=sam+i`]: [page([sam])] });
    await rows();
    await user.type(screen.getByLabelText("Find somebody"), "sam i");
    await waitFor(() => expect(screen.queryByRole("link", { name: "Mia Chen" })).toBeNull());
    expect(screen.getByRole("link", { name: "Sam Ito" })).toBeTruthy();
    expect(calls("GET /users").map(({ route }) => route)).toEqual([everybody, `${everybody}&search=sam+i`]);
  });

  test("of one kind are shown by a link that says which is shown", async () => {
    const { user } = open({ [everybody]: [page([mia, sam])], [`${everybody}&status=disabled`]: [page([sam])] });
    await rows();
    const links = screen.getByRole("navigation", { name: "Show" });
    await user.click(within(links).getByRole("link", { name: "Disabled" }));
    await waitFor(() => expect(screen.queryByRole("link", { name: "Mia Chen" })).toBeNull());
    expect(within(links).getByRole("link", { current: true }).textContent).toBe("Disabled");
  });

  test("of every kind are shown again by the browser's way back", async () => {
    const { user } = openPage(
      <>
        <UsersPage />
        <Back />
      </>,
      { [everybody]: [page([mia, sam])], [`${everybody}&status=disabled`]: [page([sam])] },
      { instanceRole: "administrator" },
    );
    await rows();
    await user.click(screen.getByRole("link", { name: "Disabled" }));
    await waitFor(() => expect(screen.queryByRole("link", { name: "Mia Chen" })).toBeNull());
    await user.click(screen.getByRole("button", { name: "Back" }));
    expect(await screen.findByRole("link", { name: "Mia Chen" })).toBeTruthy();
    expect(screen.getByRole("link", { current: true }).textContent).toBe("Everybody");
  });

  test("that nobody fits leave the search where it is, and one press shows everybody again", async () => {
    const { user } = open({ [everybody]: [page([mia])], [`${everybody}&search=zzz`]: [page([])] });
    await rows();
    await user.type(screen.getByLabelText("Find somebody"), "zzz");
    expect(await screen.findByText("Nobody fits")).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("Find somebody").value).toBe("zzz");
    await user.click(screen.getByRole("button", { name: "Show everybody" }));
    expect(await screen.findByRole("link", { name: "Mia Chen" })).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("Find somebody").value).toBe("");
  });

  test("come in pages", async () => {
    const { user } = open({ [everybody]: [page([mia], "next")], ["GET /users?cursor=next&limit=50"]: [page([sam])] });
    await user.click(await screen.findByRole("button", { name: "Load more" }));
    expect(await screen.findByRole("link", { name: "Sam Ito" })).toBeTruthy();
    expect(screen.getByText("2 people")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Load more" })).toBeNull();
  });

  test("that cannot be read show the request id and come when tried again", async () => {
    const { user } = open({ [everybody]: [() => refusal(500, "internal_error"), page([mia])] });
    expect((await screen.findByRole("alert")).textContent).toContain("request-1");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("link", { name: "Mia Chen" })).toBeTruthy();
  });

  test("found before stay in view when a search fails, which is said with the request id and tried again", async () => {
    const { user } = open({
      [everybody]: [page([mia, sam])],
      [`${everybody}&search=sam`]: [() => refusal(500, "internal_error"), page([sam])],
    });
    await rows();
    await user.type(screen.getByLabelText("Find somebody"), "sam");
    expect((await screen.findByRole("alert")).textContent).toContain("The search failed");
    expect(screen.getByRole("link", { name: "Mia Chen" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByRole("link", { name: "Mia Chen" })).toBeNull());
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("ask an administrator with one factor for a second, and lead there", async () => {
    open({ [everybody]: [() => refusal(403, "second_factor_required")] });
    expect(await screen.findByText("Administrators need a second factor here")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Go to your security page" }).getAttribute("href")).toBe("/me/security");
  });

  test("are for administrators: others are told whom to ask, and nothing is asked for them", () => {
    const { calls } = open({}, null);
    expect(screen.getByText("Only administrators look after people")).toBeTruthy();
    expect(calls("GET /users")).toEqual([]);
  });
});

test.each([
  ["", { search: "", status: null }],
  ["?q=ada+love", { search: "ada love", status: null }],
  ["?status=disabled", { search: "", status: "disabled" }],
  ["?q=a%26b&status=administrator", { search: "a&b", status: "administrator" }],
] as const)("the address %j is a filter and back", (address, filter) => {
  expect(readFilter(new URLSearchParams(address))).toEqual(filter);
  expect(writeFilter(filter)).toBe(address);
});

test("a filter that nobody knows is none", () => {
  expect(readFilter(new URLSearchParams(`?status=everything&q=${"a".repeat(300)}`))).toEqual({ search: "a".repeat(200), status: null });
});

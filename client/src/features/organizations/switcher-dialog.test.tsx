import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { cleanup, screen, waitFor } from "@testing-library/react";
import { answer, refusal, signedIn } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { northwind } from "./fake-organization.tsx";
import { SwitcherDialog } from "./switcher-dialog.tsx";

const at = "2026-11-21T10:00:00.000Z";
const list = "GET /me/organizations";
const own = (slug: string, name: string, changes = {}) => ({
  id: `org-${slug}`,
  slug,
  name,
  role: { id: "admin", name: "Admin" },
  joinedAt: at,
  isCurrent: false,
  erasesAt: null,
  ...changes,
});
const two = [own("northwind", "Northwind", { id: "org-1" }), own("south", "Southwind")];
const many = Array.from({ length: 9 }, (_, index) => own(`place-${index}`, `Place ${index}`));

function open(items: object[], answers: Parameters<typeof openPage>[1] = {}, current: typeof northwind | null = northwind) {
  const onClose = jest.fn();
  const page = openPage(<SwitcherDialog open current={current} userName="Ada" onClose={onClose} />, {
    [list]: [() => answer(200, { items })],
    ...answers,
  });
  return { ...page, onClose };
}

afterEach(cleanup);

describe("the list of organizations", () => {
  test("names each with the role in it, marks the current one, and leads into the others", async () => {
    const page = open(two);
    const current = await screen.findByRole("link", { name: /^Northwind ?, Admin/ });
    expect(current.getAttribute("aria-current")).toBe("true");
    const other = screen.getByRole("link", { name: /^Southwind/ });
    expect(other.getAttribute("aria-current")).toBeNull();
    await page.user.click(other);
    expect(page.onClose).toHaveBeenCalledTimes(1);
    expect(await screen.findByRole("heading", { name: "Elsewhere", hidden: true })).toBeTruthy();
  });

  test("is gone through with the arrows, round and round", async () => {
    const page = open(two);
    (await screen.findByRole("link", { name: /^Northwind/ })).focus();
    await page.user.keyboard("{ArrowDown}");
    expect(document.activeElement?.textContent).toContain("Southwind");
    await page.user.keyboard("{ArrowDown}{ArrowDown}");
    expect(document.activeElement?.textContent).toContain("Northwind");
    await page.user.keyboard("{ArrowUp}");
    expect(document.activeElement?.textContent).toContain("Personal");
  });

  test("can be searched once it is long, and says how many are left", async () => {
    const page = open(many);
    const field = await screen.findByLabelText("Find");
    await page.user.type(field, "place 3");
    expect(screen.getAllByRole("link", { name: /^Place/ })).toHaveLength(1);
    expect(screen.getByText("1 of 9")).toBeTruthy();
    await page.user.type(field, "x");
    expect(screen.getByText("None is called like that.")).toBeTruthy();
  });

  test("has no search while it is short", async () => {
    open(two);
    await screen.findByRole("link", { name: /^Southwind/ });
    expect(screen.queryByLabelText("Find")).toBeNull();
  });

  test("says that one is closed", async () => {
    open([own("south", "Southwind", { erasesAt: at })]);
    expect(await screen.findByText("Admin · Closed")).toBeTruthy();
  });

  test("that could not be loaded still leads to a new one, and out of all", async () => {
    open([], { [list]: [() => refusal(500, "internal_error")] });
    expect(await screen.findByText("Your organizations could not be loaded")).toBeTruthy();
    expect(screen.getByRole("link", { name: /Create an organization/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Personal/ })).toBeTruthy();
  });
});

describe("acting in none", () => {
  const route = "POST /auth/switch-organization";

  test("is a switch that holds before the list closes", async () => {
    const page = open(two, {
      "POST /auth/refresh": [() => answer(200, { ...signedIn("token-1"), organization: northwind })],
      [route]: [() => answer(200, signedIn("token-2"))],
    });
    await page.user.click(await screen.findByRole("button", { name: /^Personal/ }));
    await waitFor(() => expect(page.onClose).toHaveBeenCalledTimes(1));
    expect(page.calls(route)).toEqual([{ route, body: { organizationId: null } }]);
  });

  test("that fails is said, and leaves the list open", async () => {
    const page = open(two, { [route]: [() => refusal(500, "internal_error")] });
    await page.user.click(await screen.findByRole("button", { name: /^Personal/ }));
    expect(await screen.findByText("You act where you did")).toBeTruthy();
    expect(page.onClose).not.toHaveBeenCalled();
  });

  test("is no switch when one acts in none already", async () => {
    const page = open(two, {}, null);
    await page.user.click(await screen.findByRole("button", { name: /^Personal/ }));
    expect(page.onClose).toHaveBeenCalledTimes(1);
    expect(page.calls(route)).toEqual([]);
  });
});

import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { cleanup, screen, waitFor } from "@testing-library/react";
import type { Demand } from "../../api/types.ts";
import { freshProof } from "../../lib/fresh-proof.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { EntryRefused } from "./entry-refused.tsx";

const at = "2026-12-05T10:00:00.000Z";
const own = (changes = {}) => ({
  id: "org-1",
  slug: "northwind",
  name: "Northwind",
  role: { id: "owner", name: "Owner" },
  joinedAt: at,
  isCurrent: false,
  erasesAt: null,
  ...changes,
});
const security = (passkeys: object[], totp: object | null) => () =>
  answer(200, { hasPassword: true, passwordChangedAt: at, totp, recoveryCodes: null, passkeys, methods: ["pwd"], authenticatedAt: at });

type Refusal = Parameters<typeof EntryRefused>[0]["refusal"];

function open(refusalOf: Partial<Refusal>, answers: Parameters<typeof openPage>[1] = {}) {
  const onGiven = jest.fn<() => Promise<unknown>>(() => Promise.resolve());
  const page = openPage(
    <EntryRefused
      refusal={{ organizationId: "org-1", name: "Northwind", isClosed: false, isNetwork: false, demands: [], ...refusalOf }}
      addFactor={({ isPasskeyOnly, onAdded }) => (
        <button type="button" onClick={onAdded}>
          {isPasskeyOnly ? "Lent: a passkey" : "Lent: a factor"}
        </button>
      )}
      onHold={() => {}}
      onGiven={onGiven}
    />,
    {
      "GET /me/organizations": [() => answer(200, { items: [own(), own({ id: "org-2", slug: "south", name: "Southwind" })] })],
      ...answers,
    },
  );
  return { ...page, onGiven, press: async (name: string) => page.user.click(await screen.findByRole("button", { name })) };
}

/** Draws no dialog; says yes or no to what is asked. */
function answerProof(isProven: boolean) {
  const stop = freshProof.attend();
  const unsubscribe = freshProof.subscribe(() => freshProof.getSnapshot()?.answer(isProven));
  return () => {
    unsubscribe();
    stop();
  };
}

afterEach(cleanup);

describe("an organization that asks for more", () => {
  test.each<[Demand, ReturnType<typeof security>, string]>([
    ["second_factor", security([], null), "Add a second factor"],
    ["second_factor", security([], { createdAt: at }), "Confirm with your second factor"],
    ["passkey", security([], { createdAt: at }), "Add a passkey"],
    ["passkey", security([{ id: "p" }], null), "Confirm with your passkey"],
    ["recent_proof", security([], null), "Confirm that it is you"],
    ["method", security([], null), "Sign in another way"],
    ["domain", security([], null), "Another address is needed"],
  ])("says of %s what there is to do with what the person has", async (demand, has, title) => {
    open({ demands: [demand] }, { "GET /me/security": [has] });
    expect(await screen.findByRole("heading", { name: title })).toBeTruthy();
  });

  test.each([
    [true, 1],
    [false, 0],
  ])("asks for the proof, and whether it was given (%s) decides whether it is entered", async (isProven, times) => {
    const page = open({ demands: ["recent_proof"] });
    const stop = answerProof(isProven);
    await page.press("Confirm");
    await waitFor(() => expect(page.onGiven).toHaveBeenCalledTimes(times));
    stop();
  });

  test("is entered after a passkey was added right there", async () => {
    const page = open({ demands: ["passkey"] }, { "GET /me/security": [security([], null)] });
    await page.press("Lent: a passkey");
    await waitFor(() => expect(page.onGiven).toHaveBeenCalledTimes(1));
  });

  test("that nobody with this address enters asks for nothing else first", async () => {
    open({ demands: ["domain", "second_factor"] }, { "GET /me/security": [security([], null)] });
    expect(await screen.findByRole("heading", { name: "Another address is needed" })).toBeTruthy();
    expect(screen.queryByText("Add a second factor")).toBeNull();
  });

  test("says why when it still could not be entered", async () => {
    const page = open({ isNetwork: true });
    page.onGiven.mockRejectedValueOnce(new Error("It broke."));
    await page.press("Try again");
    expect(await screen.findByText("Entering did not work")).toBeTruthy();
  });

  test("is not the only place: the others are named, without itself", async () => {
    open({ demands: ["domain"] });
    expect((await screen.findByRole("link", { name: /^Southwind/ })).getAttribute("href")).toBe("/o/south");
    expect(screen.queryByRole("link", { name: /^Northwind/ })).toBeNull();
    expect(screen.getByRole("button", { name: /^Personal/ })).toBeTruthy();
  });
});

describe("a closed organization", () => {
  const closed = (role: object) => ({ "GET /me/organizations": [() => answer(200, { items: [own({ erasesAt: at, role })] })] });

  test("is opened again by an owner, and entered", async () => {
    const reopen = "POST /organizations/org-1/reopen";
    const page = open({ isClosed: true }, { ...closed({ id: "owner", name: "Owner" }), [reopen]: [() => answer(204, null)] });
    await page.press("Open it again");
    await waitFor(() => expect(page.onGiven).toHaveBeenCalledTimes(1));
    expect(page.calls(reopen)).toHaveLength(1);
  });

  test("tells everybody else until when, and whom to ask", async () => {
    open({ isClosed: true }, closed({ id: "admin", name: "Admin" }));
    expect(await screen.findByText(/5 Dec 2026|Dec 5, 2026/)).toBeTruthy();
    expect(screen.getByText(/ask an owner of Northwind/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Open it again" })).toBeNull();
  });

  test("that is not opened stays, and says why", async () => {
    const page = open(
      { isClosed: true },
      { ...closed({ id: "owner", name: "Owner" }), "POST /organizations/org-1/reopen": [() => refusal(404, "not_found")] },
    );
    await page.press("Open it again");
    expect(await screen.findByText("Northwind is still closed")).toBeTruthy();
    expect(page.onGiven).not.toHaveBeenCalled();
  });

  test.each([
    [{ demands: ["domain" as const] }, "Have you given it on another device, or is it asked for no more?"],
    [{ isClosed: true }, "Was it opened again?"],
  ])("lets the person try again when that has changed, and says when it has not", async (refusalOf, question) => {
    const page = open(refusalOf, { "GET /me/security": [security([], null)] });
    expect(await screen.findByText(question)).toBeTruthy();
    await page.press("Try again");
    expect(page.onGiven).toHaveBeenCalledTimes(1);
    expect(await screen.findByText("Nothing has changed.")).toBeTruthy();
  });
});

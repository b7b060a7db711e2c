import { afterEach, describe, expect, test } from "@jest/globals";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { createMemoryRouter, Outlet, RouterProvider } from "react-router";
import type { CurrentOrganization, OrganizationRefusal, SignedIn } from "../api/types.ts";
import { createApiCache } from "../lib/api-cache.ts";
import { type Answers, fakeApi } from "../lib/fake-api.ts";
import { organizationDoubt } from "../lib/organization-doubt.ts";
import { answer, signedIn } from "../lib/session/fake-browser.ts";
import { session } from "../lib/session/browser-session.ts";
import { SignedInContext } from "../lib/session/signed-in.ts";
import { useSession } from "../lib/session/use-session.ts";
import { PageHeader } from "../ui/page-header.tsx";
import { ToastProvider } from "../ui/toasts.tsx";
import { OrganizationRoute } from "./organization-route.tsx";
import "../ui/fake-page.tsx";

const at = "2026-11-21T10:00:00.000Z";
const all = ["organization:read", "organization:update"];
const place = (slug: string, permissions = all): CurrentOrganization => ({
  id: `org-${slug}`,
  slug,
  name: `Org ${slug}`,
  role: { id: "owner", name: "Owner" },
  permissions,
});
const own = ({ id, slug, name, role }: CurrentOrganization) => ({
  id,
  slug,
  name,
  role,
  joinedAt: at,
  isCurrent: false,
  erasesAt: null,
});
const refusalOf = ({ id, name }: CurrentOrganization): OrganizationRefusal => ({
  organizationId: id,
  name,
  isClosed: false,
  demands: ["recent_proof"],
});

let tokens = 0;
const token = (organization: CurrentOrganization | null, refusal: OrganizationRefusal | null = null): SignedIn => ({
  ...signedIn(`token-${(tokens += 1)}`),
  organization,
  organizationRefusal: refusal,
});

/** The session as it stands, as the frame lends it. */
function Person() {
  const { user, session: held, standing } = useSession();
  return user && held ? (
    <SignedInContext value={{ user, session: held, standing }}>
      <Outlet />
    </SignedInContext>
  ) : null;
}

function Typed() {
  const [text, setText] = useState("");
  return (
    <main>
      <PageHeader title="Its settings" />
      <input aria-label="Typed" value={text} onChange={(event) => setText(event.target.value)} />
    </main>
  );
}

/** The console at this address, in a session that acts there. */
async function open(path: string, first: SignedIn, answers: Answers = {}) {
  const sent = fakeApi({
    "POST /auth/refresh": [() => answer(200, first)],
    "GET /me/organizations": [() => answer(200, { items: [own(place("north")), own(place("south"))] })],
    ...answers,
  }).sent;
  const router = createMemoryRouter(
    [
      {
        element: <Person />,
        children: [
          { path: "/", element: <h1>Personal overview</h1> },
          {
            path: "/o/:slug",
            element: <OrganizationRoute />,
            children: [
              { index: true, element: <h1>Its overview</h1> },
              { path: "settings", element: <Typed /> },
            ],
          },
        ],
      },
    ],
    { initialEntries: [path] },
  );
  render(
    <QueryClientProvider client={createApiCache({ mostRetries: 0 })}>
      <ToastProvider>
        <RouterProvider router={router} />
      </ToastProvider>
    </QueryClientProvider>,
  );
  const stop = session.start({ ask: true });
  stops.push(stop);
  await waitFor(() => expect(session.getSnapshot().state).toBe("in"));
  const count = (route: string) => sent.filter((call) => call.route === route).length;
  /** Another tab, or the server, has said otherwise. */
  const become = async (next: SignedIn) => {
    const { accessToken, userId } = await session.bearer();
    await act(() => session.exchange({ accessToken, userId }, () => Promise.resolve(next)));
  };
  return { user: userEvent.setup(), path: () => router.state.location.pathname, count, become };
}

const stops: (() => void)[] = [];
const switchRoute = "POST /auth/switch-organization";

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  organizationDoubt.settle();
  cleanup();
});

describe("the address of an organization", () => {
  test("in which the session acts shows its page without a question", async () => {
    const page = await open("/o/north", token(place("north")));
    expect(await screen.findByRole("heading", { name: "Its overview" })).toBeTruthy();
    expect([page.count("GET /me/organizations"), page.count(switchRoute)]).toEqual([0, 0]);
  });

  test("of another own organization leads into it", async () => {
    const page = await open("/o/south", token(place("north")), { [switchRoute]: [() => answer(200, token(place("south")))] });
    expect(await screen.findByRole("heading", { name: "Its overview" })).toBeTruthy();
    expect([page.path(), page.count(switchRoute)]).toEqual(["/o/south", 1]);
  });

  test("that is none of theirs leads nowhere, and switches nothing", async () => {
    const page = await open("/o/elsewhere", token(place("north")));
    expect(await screen.findByRole("heading", { name: "Not found" })).toBeTruthy();
    expect(page.count(switchRoute)).toBe(0);
  });

  test("that asks for something says so, and is entered once it was given", async () => {
    const problem = { code: "organization_policy_unmet", detail: "x", requestId: "r", demands: ["domain"] };
    const page = await open("/o/south", token(null), {
      [switchRoute]: [() => answer(403, problem)],
      "GET /me/security": [() => answer(200, { passkeys: [], totp: null })],
    });
    expect(await screen.findByRole("heading", { name: "Org south does not let you in yet" })).toBeTruthy();
    await page.become(token(place("south")));
    expect(await screen.findByRole("heading", { name: "Its overview" })).toBeTruthy();
  });

  test("whose page the role does not permit names what is missing, and whom to ask", async () => {
    await open("/o/north/settings", token(place("north", [])));
    expect(await screen.findByText("organization:read")).toBeTruthy();
    expect(screen.getByText(/An owner of Org north can give you a role/)).toBeTruthy();
    expect(screen.queryByLabelText("Typed")).toBeNull();
  });
});

describe("a tab in an organization", () => {
  test("follows when another tab switches, and does not pull the session back", async () => {
    const page = await open("/o/north/settings", token(place("north")));
    await screen.findByLabelText("Typed");
    await page.become(token(place("south")));
    await waitFor(() => expect(page.path()).toBe("/o/south/settings"));
    await page.become(token(null));
    expect(await screen.findByRole("heading", { name: "Personal overview" })).toBeTruthy();
    expect(page.count(switchRoute)).toBe(0);
  });

  test("follows to its new address when it was renamed, and keeps what was typed", async () => {
    const page = await open("/o/north/settings", token(place("north")));
    await page.user.type(await screen.findByLabelText("Typed"), "half");
    await page.become(token({ ...place("north"), slug: "renamed" }));
    await waitFor(() => expect(page.path()).toBe("/o/renamed/settings"));
    expect(screen.getByLabelText<HTMLInputElement>("Typed").value).toBe("half");
  });

  test("keeps what was typed while the organization asks for something", async () => {
    const page = await open("/o/north/settings", token(place("north")));
    await page.user.type(await screen.findByLabelText("Typed"), "half");
    await page.become(token(null, refusalOf(place("north"))));
    expect(await screen.findByRole("heading", { name: "Org north does not let you in yet" })).toBeTruthy();
    expect(screen.queryByRole("textbox", { name: "Typed" })).toBeNull();
    await page.become(token(place("north")));
    expect((await screen.findByRole<HTMLInputElement>("textbox", { name: "Typed" })).value).toBe("half");
  });

  test("keeps what was typed while the reader's role does not permit the page, and says what the role is now", async () => {
    const page = await open("/o/north/settings", token(place("north")), {
      "POST /auth/refresh": [() => answer(200, token(place("north")))],
    });
    await page.user.type(await screen.findByLabelText("Typed"), "half");
    await page.become(token({ ...place("north", []), role: { id: "viewer", name: "Viewer" } }));
    expect(await screen.findByText("Your role in Org north is Viewer now")).toBeTruthy();
    expect(screen.queryByRole("textbox", { name: "Typed" })).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Settings" })));
    // Somebody has given them the former one back.
    await page.user.click(await screen.findByRole("button", { name: "Try again" }));
    expect((await screen.findByRole<HTMLInputElement>("textbox", { name: "Typed" })).value).toBe("half");
  });

  test("takes the focus along from what was typed to what the organization asks for, and names it in the title of the window", async () => {
    const page = await open("/o/north/settings", token(place("north")));
    await page.user.type(await screen.findByLabelText("Typed"), "half");
    expect(document.title).toBe("Its settings · Org north · Gatehouse");
    await page.become(token(null, refusalOf(place("north"))));
    const heading = await screen.findByRole("heading", { name: "Org north does not let you in yet" });
    await waitFor(() => expect(document.activeElement).toBe(heading));
  });

  test("asks what the person is here now when a call is refused, and says so where it comes from a network that is not allowed", async () => {
    const page = await open("/o/north/settings", token(place("north")), {
      "POST /auth/refresh": [() => answer(200, token(place("north"))), () => answer(200, token(place("north", [])))],
    });
    await screen.findByLabelText("Typed");
    const { Problem } = await import("../lib/problem.ts");
    const refused = (code: string) =>
      act(() =>
        organizationDoubt.hear(new Problem({ status: 403, code, detail: "x", requestId: "r", errors: [], retryAfterSeconds: null })),
      );
    refused("ip_not_allowed");
    expect(await screen.findByRole("heading", { name: "Come from another network" })).toBeTruthy();
    expect(page.count("POST /auth/refresh")).toBe(1);
    refused("permission_denied");
    expect(await screen.findByText("organization:read")).toBeTruthy();
    expect(page.count("POST /auth/refresh")).toBe(2);
  });
});

import { afterEach, expect, jest, test } from "@jest/globals";
import { cleanup, screen, waitFor } from "@testing-library/react";
import type { JoinableOrganization, OwnInvitation } from "../../api/types.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import type { OnJoined } from "./my-invitations.tsx";
import { WaysIn } from "./ways-in.tsx";

const invitation: OwnInvitation = {
  id: "one",
  organization: { id: "northwind", name: "Northwind" },
  role: { id: "developer", name: "Developer" },
  invitedBy: "Grace Hopper",
  createdAt: "2026-11-20T10:00:00.000Z",
  expiresAt: "2026-12-01T10:00:00.000Z",
};
const contoso: JoinableOrganization = { id: "contoso", name: "Contoso", mode: "auto_join", requestedAt: null };
const [invitations, joinable] = ["GET /me/organization-invitations", "GET /me/joinable-organizations"] as const;
const some =
  (...items: object[]) =>
  () =>
    answer(200, { items });

function open(answers: Parameters<typeof openPage>[1]) {
  const onJoined = jest.fn<OnJoined>(async () => undefined);
  return { ...openPage(<WaysIn onJoined={onJoined} />, { [invitations]: [some()], [joinable]: [some()], ...answers }), onJoined };
}

afterEach(cleanup);

test("an invitation is accepted with one press, which leads in", async () => {
  const joined = { organization: { id: "northwind", slug: "north", name: "Northwind" }, role: invitation.role };
  const { user, onJoined } = open({
    [invitations]: [some(invitation), some()],
    "POST /me/organization-invitations/one/accept": [() => answer(200, joined)],
  });
  await user.click(await screen.findByRole("button", { name: "Join Northwind" }));
  await waitFor(() => expect(onJoined).toHaveBeenCalledWith(joined.organization));
});

test("an invitation is declined, and is gone", async () => {
  const { user } = open({
    [invitations]: [some(invitation), some()],
    "POST /me/organization-invitations/one/decline": [() => new Response(null, { status: 204 })],
  });
  await user.click(await screen.findByRole("button", { name: "Decline the invitation to Northwind" }));
  await waitFor(() => expect(screen.queryByText("You are invited")).toBeNull());
});

test("an invitation that is over says so, and is gone", async () => {
  const { user, onJoined } = open({
    [invitations]: [some(invitation), some()],
    "POST /me/organization-invitations/one/accept": [() => refusal(410, "invitation_invalid")],
  });
  await user.click(await screen.findByRole("button", { name: "Join Northwind" }));
  expect(await screen.findByText("The invitation is over")).toBeTruthy();
  await waitFor(() => expect(screen.queryByText("You are invited")).toBeNull());
  expect(onJoined).not.toHaveBeenCalled();
});

test("an organization of one's mail domain is joined, and leads in", async () => {
  const own = { id: "contoso", slug: "contoso-gmbh", name: "Contoso" };
  const { user, onJoined } = open({
    [joinable]: [some(contoso), some()],
    "POST /organizations/contoso/join": [() => answer(200, { status: "joined" })],
    "GET /me/organizations": [some(own)],
  });
  await user.click(await screen.findByRole("button", { name: "Join Contoso" }));
  await waitFor(() => expect(onJoined).toHaveBeenCalledWith(own));
});

test("one that lets in who asks is asked, and the answer is waited for", async () => {
  const asking: JoinableOrganization = { ...contoso, mode: "request" };
  const { user, onJoined } = open({
    [joinable]: [some(asking), some({ ...asking, requestedAt: "2026-11-20T10:00:00.000Z" })],
    "POST /organizations/contoso/join": [() => answer(200, { status: "requested" })],
  });
  await user.click(await screen.findByRole("button", { name: "Ask to join Contoso" }));
  expect(await screen.findByText(/Somebody there decides/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Contoso/ })).toBeNull();
  expect(onJoined).not.toHaveBeenCalled();
});

test("nothing is shown while nothing waits", async () => {
  const { calls } = open({});
  await waitFor(() => expect(calls("GET /me/").length).toBe(2));
  expect(screen.queryByRole("heading")).toBeNull();
});

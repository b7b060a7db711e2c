import { afterEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import type { Member } from "../../api/types.ts";
import { setOnline } from "../../lib/fake-api.ts";
import { OrganizationContext } from "../../lib/organization.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { ada, openPage } from "../../ui/fake-page.tsx";
import { fakeMember, fakeOrganization, fakeRoles } from "./fake-member.ts";
import { MembersPage } from "./members-page.tsx";

const base = "/organizations/northwind";
const list = `GET ${base}/members?limit=50`;
const mia = fakeMember();
const sam = fakeMember({
  user: { id: "sam", name: "Sam Ito", email: "sam@example.com" },
  role: { id: "viewer", name: "Viewer", isBuiltIn: true },
  hasSecondFactor: false,
  lastSeenAt: null,
});
const tom = fakeMember({
  user: { id: "tom", name: "Tom Ek", email: "tom@example.com" },
  role: { id: "owner", name: "Owner", isBuiltIn: true },
});
const own = fakeMember({ user: { id: ada.id, name: ada.name, email: ada.email }, role: { id: "admin", name: "Admin", isBuiltIn: true } });
const page = (...items: Member[]) => [() => answer(200, { items, nextCursor: null })];
const none = [() => answer(200, { items: [], nextCursor: null })];

function open(answers: Parameters<typeof openPage>[1], permissions?: readonly string[]) {
  return openPage(
    <OrganizationContext value={fakeOrganization(permissions)}>
      <MembersPage />
    </OrganizationContext>,
    {
      [list]: page(mia, sam, tom, own),
      [`GET ${base}/roles`]: [() => answer(200, { items: fakeRoles })],
      [`GET ${base}/invitations?limit=50&state=open`]: none,
      [`GET ${base}/invitations?limit=50&state=expired`]: none,
      [`GET ${base}/join-requests?limit=50`]: none,
      ...answers,
    },
  );
}

const read =
  (member: Member, version = 1) =>
  () =>
    answer(200, member, { ETag: `"${version}"` });
const roleOf = (name: string) => screen.findByRole<HTMLSelectElement>("combobox", { name: `Role of ${name}` });
const asAdmin = { ...mia, role: { id: "admin", name: "Admin", isBuiltIn: true } };

afterEach(() => {
  cleanup();
  setOnline(true);
});

describe("the members", () => {
  test("are listed with what sets each apart; one's own row and the row of who holds more have no choice", async () => {
    open({});
    const choice = await roleOf("Mia Chen");
    expect(
      within(choice)
        .getAllByRole("option")
        .map((option) => option.textContent),
    ).toEqual(["Admin", "Developer", "Viewer"]);
    expect(screen.queryByRole("combobox", { name: "Role of Tom Ek" })).toBeNull();
    expect(screen.queryByRole("combobox", { name: `Role of ${ada.name}` })).toBeNull();
    expect(screen.getByRole("button", { name: "Leave…" })).toBeTruthy();
    expect(screen.getByText("4 members")).toBeTruthy();
  });

  test("are only looked at by who may not change them", async () => {
    const { calls } = open({}, ["organization:read", "members:read"]);
    await screen.findByText("Sam Ito");
    expect(screen.queryByRole("combobox")).toBeNull();
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(screen.queryByRole("button", { name: /^(Remove|Invite)/ })).toBeNull();
    expect(calls(`GET ${base}/join-requests`)).toEqual([]);
  });

  test("that nobody fits leave the search, and one press shows everybody again", async () => {
    const { user } = open({ [`${list}&search=zzz`]: none });
    await roleOf("Mia Chen");
    await user.type(screen.getByLabelText("Find a member"), "zzz");
    expect(await screen.findByText("Nobody fits")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show everybody" }));
    expect(await roleOf("Mia Chen")).toBeTruthy();
  });

  test("that cannot be read say why, and come when tried again", async () => {
    const { user } = open({ [list]: [() => refusal(500, "internal_error"), ...page(mia, own)] });
    await user.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await roleOf("Mia Chen")).toBeTruthy();
  });

  test("of whom there is only oneself are invited on the spot", async () => {
    open({ [list]: page(own) });
    expect(await screen.findByLabelText("Addresses")).toBeTruthy();
  });

  test("cannot be changed without the network, and stay in view", async () => {
    open({});
    const choice = await roleOf("Mia Chen");
    act(() => setOnline(false));
    await waitFor(() => expect(choice.disabled).toBe(true));
    expect(screen.getByText(/Roles and removals need the network/)).toBeTruthy();
  });
});

describe("a role", () => {
  const one = `GET ${base}/members/mia`;
  const change = `PATCH ${base}/members/mia`;

  test("is changed where it stands, and back with one press", async () => {
    const { user, calls } = open({ [one]: [read(mia), read(asAdmin, 2)], [change]: [read(asAdmin, 2), read(mia, 3)] });
    await user.selectOptions(await roleOf("Mia Chen"), "admin");
    await screen.findByText(/Was Developer/);
    expect((await roleOf("Mia Chen")).value).toBe("admin");
    await user.click(screen.getByRole("button", { name: /^Undo/ }));
    await waitFor(async () => expect((await roleOf("Mia Chen")).value).toBe("developer"));
    expect(calls(change).map(({ body }) => body)).toEqual([{ roleId: "admin" }, { roleId: "developer" }]);
  });

  test("that the server refuses is put back, with its words and the request id", async () => {
    const { user } = open({ [one]: [read(mia)], [change]: [() => refusal(403, "grant_exceeds_own")] });
    await user.selectOptions(await roleOf("Mia Chen"), "admin");
    expect(await screen.findByText("request-1")).toBeTruthy();
    expect((await roleOf("Mia Chen")).value).toBe("developer");
  });

  test("that somebody else has changed meanwhile is told and not overwritten", async () => {
    const asViewer = { ...mia, role: sam.role };
    const { user, calls } = open({ [one]: [read(asViewer, 2)] });
    await user.selectOptions(await roleOf("Mia Chen"), "admin");
    expect(await screen.findByText("Somebody else made them Viewer meanwhile.")).toBeTruthy();
    expect((await roleOf("Mia Chen")).value).toBe("viewer");
    expect(calls(change)).toEqual([]);
  });

  test("that changes between reading and writing is told, too", async () => {
    const asViewer = { ...mia, role: sam.role };
    const { user } = open({ [one]: [read(mia), read(asViewer, 2)], [change]: [() => refusal(412, "precondition_failed")] });
    await user.selectOptions(await roleOf("Mia Chen"), "admin");
    expect(await screen.findByText("Somebody else made them Viewer meanwhile.")).toBeTruthy();
  });
});

describe("several members", () => {
  test("are removed one after the other, each with a result of its own", async () => {
    const { user, calls } = open({
      [`DELETE ${base}/members/mia`]: [() => refusal(403, "grant_exceeds_own")],
      [`DELETE ${base}/members/sam`]: [() => new Response(null, { status: 204 })],
    });
    await roleOf("Mia Chen");
    await user.click(screen.getByRole("checkbox", { name: "Choose Mia Chen" }));
    await user.click(screen.getByRole("checkbox", { name: "Choose Sam Ito" }));
    await user.click(screen.getByRole("button", { name: "Remove them…" }));
    const dialog = await screen.findByRole("alertdialog");
    await user.click(within(dialog).getByRole("button", { name: "Remove 2 members" }));
    expect(await within(dialog).findByRole("heading", { name: "1 of 2 members removed" })).toBeTruthy();
    expect(within(dialog).getByText("Removed")).toBeTruthy();
    expect(calls("DELETE").map(({ route }) => route)).toEqual([`DELETE ${base}/members/mia`, `DELETE ${base}/members/sam`]);
  });
});

describe("a removal", () => {
  test("says first what the person loses, and who was removed by somebody else meanwhile is gone all the same", async () => {
    const { user } = open({ [`DELETE ${base}/members/sam`]: [() => refusal(404, "not_found")] });
    await roleOf("Sam Ito");
    await user.click(screen.getByRole("button", { name: "Remove Sam Ito…" }));
    const dialog = await screen.findByRole("alertdialog");
    expect(dialog.textContent).toContain("They lose the role Viewer");
    await user.click(within(dialog).getByRole("button", { name: "Remove" }));
    expect(await screen.findByText("Sam Ito removed")).toBeTruthy();
  });
});

describe("inviting", () => {
  const post = `POST ${base}/invitations`;
  const invited = (email: string, status: string, link: string | null = null) => ({
    email,
    status,
    invitationId: status === "already_member" ? null : "one",
    isMailed: status === "invited" && link === null,
    link,
  });

  test("takes many addresses at once, says what is wrong with each, and tells of each what became of it", async () => {
    const items = [
      invited("ada@x.example", "invited"),
      invited("bob@x.example", "already_invited"),
      invited("eve@x.example", "already_member"),
    ];
    const { user, calls } = open({ [list]: page(own), [post]: [() => answer(200, { items })] });
    const field = await screen.findByLabelText("Addresses");
    await user.click(field);
    await user.paste("Ada <ada@x.example>, bob@x.example\neve@x.example; nobody");
    expect(screen.getByText("“nobody” is no email address.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Invite" }));
    expect(calls(post)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Take nobody out" }));
    await user.click(screen.getByRole("button", { name: "Invite" }));
    expect(await screen.findByText("1 person is invited")).toBeTruthy();
    expect(screen.getByText("Was invited already")).toBeTruthy();
    expect(screen.getByText("Is a member already")).toBeTruthy();
    expect(calls(post)[0]?.body).toEqual({ emails: ["ada@x.example", "bob@x.example", "eve@x.example"], roleId: "developer" });
  });

  test("shows the links where no mail is sent, this once, and only its button closes them", async () => {
    const items = [invited("ada@x.example", "invited", "https://gate.example/join#token=abc")];
    const { user } = open({ [post]: [() => answer(200, { items })] });
    await user.click(await screen.findByRole("button", { name: "Invite people…" }));
    await user.type(await screen.findByLabelText("Addresses"), "ada@x.example");
    await user.click(screen.getByRole("button", { name: "Invite" }));
    expect(await screen.findByText("https://gate.example/join#token=abc")).toBeTruthy();
    await user.keyboard("{Escape}");
    expect(screen.getByText("https://gate.example/join#token=abc")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "I have the link" }));
    await waitFor(() => expect(screen.queryByText("https://gate.example/join#token=abc")).toBeNull());
  });

  test("keeps what was typed when it fails", async () => {
    const { user } = open({ [list]: page(own), [post]: [() => refusal(403, "grant_exceeds_own")] });
    await user.type(await screen.findByLabelText("Addresses"), "ada@x.example");
    await user.click(screen.getByRole("button", { name: "Invite" }));
    expect(await screen.findByText(/request-1/)).toBeTruthy();
    expect(screen.getByText("ada@x.example")).toBeTruthy();
  });
});

import { afterEach, expect, test } from "@jest/globals";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import type { CurrentOrganization, OrganizationDomain } from "../../api/types.ts";
import { OrganizationContext } from "../../lib/organization.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { DomainsPage } from "./domains-page.tsx";

const base = "/organizations/northwind/domains";
const list = `GET ${base}?limit=50`;
const contoso: OrganizationDomain = {
  id: "contoso",
  domain: "contoso.example",
  mode: "request",
  newMemberRole: "viewer",
  createdAt: "2026-11-01T10:00:00.000Z",
  verifiedAt: null,
  code: null,
  version: 3,
};
const proven = { ...contoso, verifiedAt: contoso.createdAt };
const coded = { ...contoso, code: { sentTo: "postmaster@contoso.example", expiresAt: "2026-11-01T10:10:00.000Z" } };
const page =
  (...items: OrganizationDomain[]) =>
  () =>
    answer(200, { items, nextCursor: null });

function open(
  answers: Parameters<typeof openPage>[1],
  permissions: CurrentOrganization["permissions"] = ["domains:read", "domains:update"],
) {
  const organization = { id: "northwind", slug: "northwind", name: "Northwind", role: { id: "admin", name: "Admin" }, permissions };
  return openPage(
    <OrganizationContext value={organization}>
      <DomainsPage />
    </OrganizationContext>,
    answers,
  );
}

afterEach(cleanup);

test("a domain is added, a code asked for from one of its mailboxes, and proven by it as soon as it is whole", async () => {
  const { user, calls } = open({
    [list]: [page(), page(contoso), page(coded), page(proven)],
    [`POST ${base}`]: [() => answer(201, contoso)],
    [`POST ${base}/contoso/code`]: [() => answer(202, coded)],
    [`POST ${base}/contoso/verify`]: [() => answer(200, proven)],
  });
  await screen.findByText("No domain yet");
  await user.type(screen.getByLabelText("Mail domain"), "ada@contoso.example{Enter}");
  await user.selectOptions(await screen.findByLabelText("Send the code to"), "hostmaster");
  await user.click(screen.getByRole("button", { name: "Send the code" }));
  await user.type(await screen.findByLabelText("Code"), "12345678");
  expect(await screen.findByText(/^Proven/)).toBeTruthy();
  expect(calls("POST /organizations").map(({ body }) => body)).toEqual([
    { domain: "contoso.example", mode: "request", newMemberRole: "viewer" },
    { mailbox: "hostmaster" },
    { code: "12345678" },
  ]);
});

test.each([
  ["public_mail_domain", "Anybody can get an address at this domain, so it cannot be yours alone."],
  ["domain_taken", "Another organization has proven this domain."],
])("the refusal %s is said in words, and what was typed stays", async (code, words) => {
  const { user } = open({ [list]: [page()], [`POST ${base}`]: [() => refusal(409, code)] });
  await user.type(await screen.findByLabelText("Mail domain"), "gmail.com{Enter}");
  expect(await screen.findByText(new RegExp(words))).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>("Mail domain").value).toBe("gmail.com");
});

test("a wrong code says how many tries are left, and one that has ended asks for a new one", async () => {
  const wrong = {
    code: "validation_failed",
    errors: [{ in: "body", path: "/code", code: "wrong_code", message: "Is not the code. 4 tries are left." }],
  };
  const { user } = open({
    [list]: [page(coded)],
    [`POST ${base}/contoso/verify`]: [() => answer(422, wrong), () => refusal(410, "challenge_ended")],
  });
  await user.click(await screen.findByRole("button", { name: "Prove contoso.example" }));
  await user.type(screen.getByLabelText("Code"), "12345678");
  expect((await screen.findAllByText("This is not the code. 4 tries are left."))[0]).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Confirm" }));
  expect(await screen.findByText("This code no longer works")).toBeTruthy();
});

test("the rule of a domain is changed over the version that was read, and a change from elsewhere is told", async () => {
  const { user } = open({
    [list]: [page(proven), page({ ...proven, newMemberRole: "developer", version: 4 })],
    [`PATCH ${base}/contoso`]: [() => refusal(412, "precondition_failed")],
  });
  await user.selectOptions(await screen.findByLabelText("How people of contoso.example come in"), "auto_join");
  expect(await screen.findByText("Changed elsewhere meanwhile")).toBeTruthy();
  await waitFor(() => expect(screen.getByLabelText<HTMLSelectElement>("Role of who comes in by contoso.example").value).toBe("developer"));
  expect(screen.getByLabelText<HTMLSelectElement>("How people of contoso.example come in").value).toBe("request");
});

test("a domain is removed after a question that says who stays", async () => {
  const { user } = open({ [list]: [page(proven), page()], [`DELETE ${base}/contoso`]: [() => new Response(null, { status: 204 })] });
  await user.click(await screen.findByRole("button", { name: "Remove contoso.example…" }));
  const dialog = await screen.findByRole("alertdialog");
  expect(dialog.textContent).toContain("Who came in by it stays a member");
  await user.click(within(dialog).getByRole("button", { name: "Remove" }));
  expect(await screen.findByText("No domain yet")).toBeTruthy();
});

test("who may only look sees the rule in words and nothing to press", async () => {
  open({ [list]: [page(proven)] }, ["domains:read"]);
  expect(await screen.findByText("People with an address there ask, and are let in as Viewer.")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.queryByLabelText("Mail domain")).toBeNull();
});

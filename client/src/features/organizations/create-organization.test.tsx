import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { cleanup, screen, waitFor } from "@testing-library/react";
import type { Organization } from "../../api/types.ts";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openPage } from "../../ui/fake-page.tsx";
import { CreateOrganization } from "./create-organization.tsx";

const create = "POST /organizations";
const made = () => answer(201, { id: "org-1", slug: "northwind", name: "Northwind" });

function open(answers: Parameters<typeof openPage>[1] = { [create]: [made] }) {
  const onCreated = jest.fn<(organization: Organization) => Promise<void>>(() => Promise.resolve());
  const page = openPage(<CreateOrganization onCreated={onCreated} />, answers);
  const type = (label: string, text: string) => page.user.type(screen.getByLabelText(label), text);
  const press = (name: string) => page.user.click(screen.getByRole("button", { name }));
  return { ...page, onCreated, type, press };
}

afterEach(cleanup);

describe("a new organization", () => {
  test("shows the address that its name gives, and lets the server choose it", async () => {
    const page = open();
    await page.type("Name", "Häagen & Söhne");
    expect(screen.getByText(/\/o\/haagen-sohne$/)).toBeTruthy();
    await page.press("Create organization");
    await waitFor(() => expect(page.onCreated).toHaveBeenCalledTimes(1));
    expect(page.calls(create)).toEqual([{ route: create, body: { name: "Häagen & Söhne" } }]);
  });

  test("gets the address that was chosen, which begins as the one of its name", async () => {
    const page = open();
    await page.type("Name", "Northwind");
    await page.press("Choose another address");
    const field = screen.getByLabelText<HTMLInputElement>("Address");
    expect([field.value, document.activeElement]).toEqual(["northwind", field]);
    await page.type("Address", "-traders");
    await page.press("Create organization");
    await waitFor(() => expect(page.onCreated).toHaveBeenCalledTimes(1));
    expect(page.calls(create)[0]?.body).toEqual({ name: "Northwind", slug: "northwind-traders" });
  });

  test("needs a name", async () => {
    const page = open();
    await page.press("Create organization");
    expect(screen.getByText("Enter a name.")).toBeTruthy();
    expect(page.calls(create)).toEqual([]);
  });

  test("whose address is taken or refused says so at the field, and loses nothing", async () => {
    const errors = [{ in: "body", path: "/slug", code: "invalid", message: "Is a word that Gatehouse uses itself." }];
    const page = open({
      [create]: [
        () => refusal(409, "slug_taken"),
        () => answer(422, { code: "validation_failed", detail: "x", requestId: "request-1", errors }),
      ],
    });
    await page.type("Name", "Admin");
    await page.press("Choose another address");
    await page.press("Create organization");
    expect(await screen.findByText(/Another organization has this address/)).toBeTruthy();
    await page.press("Create organization");
    expect(await screen.findByText("Is a word that Gatehouse uses itself.")).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Admin");
    expect(page.onCreated).not.toHaveBeenCalled();
  });

  test("is one too many for who owns many", async () => {
    const page = open({ [create]: [() => refusal(409, "too_many_organizations")] });
    await page.type("Name", "One more");
    await page.press("Create organization");
    expect(await screen.findByText(/as many organizations as one person may/)).toBeTruthy();
  });
});

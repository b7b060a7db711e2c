import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, screen } from "@testing-library/react";
import { answer, refusal } from "../../lib/session/fake-browser.ts";
import { openInNorthwind } from "./fake-organization.tsx";
import { SettingsPage } from "./settings-page.tsx";

const read = "GET /organizations/org-1";
const save = "PATCH /organizations/org-1";
const at = "2026-11-21T10:00:00.000Z";
const northwind = (name: string, slug: string, etag: string) => () =>
  answer(200, { id: "org-1", name, slug, createdAt: at, updatedAt: at, version: 1 }, { ETag: etag });

async function open(answers: Parameters<typeof openInNorthwind>[1]) {
  const page = openInNorthwind(<SettingsPage />, {
    [read]: [northwind("Northwind", "northwind", '"1"')],
    "GET /organizations/org-1/ownership-transfers": [() => answer(200, { transfer: null })],
    ...answers,
  });
  const name = await screen.findByLabelText<HTMLInputElement>("Name");
  const slug = screen.getByLabelText<HTMLInputElement>("Address");
  const retype = async (field: HTMLInputElement, text: string) => {
    await page.user.clear(field);
    await page.user.type(field, text);
  };
  return { ...page, name, slug, retype, save: () => page.user.click(screen.getByRole("button", { name: "Save" })) };
}

afterEach(cleanup);

describe("the name and the address of an organization", () => {
  test("are saved over the version that was read, in small letters and without blanks around them", async () => {
    const page = await open({ [save]: [northwind("Northwind Traders", "traders", '"2"')] });
    await page.retype(page.name, " Northwind Traders ");
    await page.retype(page.slug, "Traders");
    await page.save();
    expect(await screen.findAllByText("Saved")).not.toHaveLength(0);
    expect(page.calls(save)).toEqual([{ route: save, body: { name: "Northwind Traders", slug: "traders" } }]);
    expect(page.slug.value).toBe("traders");
  });

  test("that did not change are not sent", async () => {
    const page = await open({});
    await page.save();
    expect(page.calls(save)).toEqual([]);
  });

  test("may not be empty", async () => {
    const page = await open({});
    await page.retype(page.slug, " ");
    await page.save();
    expect(screen.getByText("Enter an address.")).toBeTruthy();
    expect(document.activeElement).toBe(page.slug);
  });

  test("are taken once: that is said at the field, until it is typed in", async () => {
    const page = await open({ [save]: [() => refusal(409, "slug_taken")] });
    await page.retype(page.slug, "taken");
    await page.save();
    expect(await screen.findByText("Another organization has this address. Choose another one.")).toBeTruthy();
    await page.user.type(page.slug, "x");
    expect(screen.queryByText(/Another organization has/)).toBeNull();
  });

  test("that were changed elsewhere are shown beside the typed ones, and the person chooses", async () => {
    const page = await open({
      [read]: [northwind("Northwind", "northwind", '"1"'), northwind("Northwind Ltd", "northwind", '"2"')],
      [save]: [() => refusal(412, "precondition_failed"), northwind("Mine", "northwind", '"3"')],
    });
    await page.retype(page.name, "Mine");
    await page.save();
    const choice = await screen.findByRole("alertdialog", { name: "The organization was changed elsewhere" });
    expect(choice.textContent).toMatch(/Saved elsewhere.*Northwind Ltd, at \/o\/northwind.*Typed here.*Mine/);
    expect(page.calls(save)).toHaveLength(1);
    await page.user.click(screen.getByRole("button", { name: "Save mine" }));
    expect(await screen.findAllByText("Saved")).not.toHaveLength(0);
    expect(page.calls(save)).toHaveLength(2);
  });
});

test("whose role does not permit changes reads them, and is told what is missing and whom to ask", async () => {
  openInNorthwind(
    <SettingsPage />,
    { [read]: [northwind("Northwind", "northwind", '"1"')] },
    { role: { id: "viewer", name: "Viewer" }, permissions: ["organization:read"] },
  );
  expect(await screen.findByText("organization:update")).toBeTruthy();
  expect(screen.getByText(/your role Viewer does not have. Ask an owner or admin/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
});

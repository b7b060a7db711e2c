import type { Page } from "playwright-core";
import type { Person } from "./people.ts";

/** Types into a field by its label. */
export async function fill(page: Page, label: string, value: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(value);
}

/** Presses a button by its name. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

/** Does what sends a request while there is no network, and waits until that has failed. */
export async function inVain(page: Page, act: () => Promise<void>): Promise<void> {
  const failed = page.waitForEvent("requestfailed");
  await act();
  await failed;
}

/** Answers the question that the console asks in a dialog. */
export async function answer(page: Page, name: string): Promise<void> {
  await page.getByRole("alertdialog").getByRole("button", { name, exact: true }).click();
}

/** Fills the sign-in form of the page in view and sends it. */
export async function signIn(page: Page, { email, password }: Pick<Person, "email" | "password">): Promise<void> {
  await fill(page, "Email", email);
  await fill(page, "Password", password);
  await press(page, "Sign in");
}

/** Fills the form of a new account (sign-up, first administrator) and sends it. */
export async function createAccount(page: Page, person: Person, verb = "Create account"): Promise<void> {
  await fill(page, "Name", person.name);
  await fill(page, "Email", person.email);
  await fill(page, "Password", person.password);
  await press(page, verb);
}

/** Types a mailed code; the page sends it by itself as soon as it is whole. */
export async function typeCode(page: Page, code: string, label = "Code"): Promise<void> {
  await fill(page, label, code);
}

/** Codes of eight digits that are not this one, nor one another. */
export function wrongCodes(code: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => code.replace(/.$/, (last) => String((Number(last) + 1 + index) % 10)));
}

/** Chooses an item of the account's menu. */
export async function choose(page: Page, item: string): Promise<void> {
  await page
    .getByRole("button", { name: /account$/i })
    .filter({ visible: true })
    .click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

import { afterEach, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { openPage } from "./fake-page.tsx";
import { Link } from "./link.tsx";

afterEach(cleanup);

test("a link to another page is a real one, and goes there without loading a document", async () => {
  const { user } = openPage(<Link to="/me/profile">Profile</Link>, {});
  const link = await screen.findByRole("link", { name: "Profile" });
  expect(link.getAttribute("href")).toBe("/me/profile");
  await user.click(link);
  expect(await screen.findByRole("heading", { name: "Elsewhere" })).toBeTruthy();
});

test("a click that asks for a new tab, or that somebody else has taken, is left alone", async () => {
  openPage(
    <>
      <Link to="/me/profile">Profile</Link>
      <Link to="/me/data" onClick={(event) => event.preventDefault()}>
        Your data
      </Link>
    </>,
    {},
  );
  const taken = (name: string, how: object) => !fireEvent.click(screen.getByRole("link", { name }), how);
  await screen.findByRole("link", { name: "Profile" });
  // jsdom does not follow links; what it is left with shows by the event.
  expect(taken("Profile", { metaKey: true })).toBe(false);
  expect(taken("Your data", {})).toBe(true);
  expect(screen.queryByRole("heading", { name: "Elsewhere" })).toBeNull();
});

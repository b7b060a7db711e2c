import { afterEach, expect, test } from "@jest/globals";
import { cleanup, render, screen } from "@testing-library/react";
import { setOnline } from "../lib/fake-api.ts";
import { loadPage } from "./load-page.ts";
import { reloadOnce } from "./reload-once.ts";

const gone = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));

async function open(load: Parameters<typeof loadPage>[0]) {
  const { Component } = await loadPage(load)();
  render(<Component />);
}

afterEach(() => {
  cleanup();
  setOnline(true);
  sessionStorage.clear();
});

test("a page that arrives is shown", async () => {
  await open(() => Promise.resolve(() => <h1>Arrived</h1>));
  expect(screen.getByRole("heading", { name: "Arrived" })).toBeTruthy();
});

test("a page that does not arrive even after loading the console anew is explained, with a way to try again", async () => {
  reloadOnce({ reload: () => {}, storage: () => sessionStorage, nowMs: () => Date.now() });
  await open(gone);
  expect(screen.getByRole("heading", { name: "This page did not arrive" })).toBeTruthy();
  expect(screen.getByText(/may just have been updated/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Load the page again" })).toBeTruthy();
});

test("offline the page says so and waits for the network", async () => {
  setOnline(false);
  await open(gone);
  expect(screen.getByRole("alert").textContent).toContain("You are offline");
});

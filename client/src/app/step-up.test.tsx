import { afterEach, expect, test } from "@jest/globals";
import { act, cleanup, render } from "@testing-library/react";
import { createMemoryRouter, Outlet, RouterProvider } from "react-router";
import { freshProof } from "../lib/fresh-proof.ts";
// Lets the router make its requests under jsdom.
import "../ui/fake-page.tsx";
import { ToastProvider } from "../ui/toasts.tsx";
import { StepUp } from "./step-up.tsx";

afterEach(cleanup);

test("a question is declined by leaving the page it was asked on, with the browser's Back too", async () => {
  const layout = (
    <>
      <Outlet />
      <StepUp />
    </>
  );
  const pages = ["/", "/me/security"].map((path) => ({ path, element: <h1>{path}</h1> }));
  const router = createMemoryRouter([{ element: layout, children: pages }], { initialEntries: ["/", "/me/security"], initialIndex: 1 });
  render(
    <ToastProvider>
      <RouterProvider router={router} />
    </ToastProvider>,
  );
  let answered: boolean | null = null;
  act(() => void freshProof.ask().then((isProven) => (answered = isProven)));
  await act(() => router.navigate("/me/security?part=codes"));
  expect(freshProof.getSnapshot()).not.toBeNull();
  await act(() => router.navigate(-2));
  expect(answered).toBe(false);
  expect(freshProof.getSnapshot()).toBeNull();
});

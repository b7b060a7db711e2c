import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import type { User } from "../api/types.ts";
import { type Answers, fakeApi } from "../lib/fake-api.ts";
import { createApiCache } from "../lib/api-cache.ts";
import { answer, signedIn } from "../lib/session/fake-browser.ts";
import { SignedInContext } from "../lib/session/signed-in.ts";
import { Link } from "./link.tsx";
import { ToastProvider } from "./toasts.tsx";

const token = signedIn("token-1");

/** The router makes requests of its own; jsdom's signals are not Node's, which this Request takes only. */
class RequestWithoutSignal extends Request {
  constructor(url: string | URL | Request, init?: RequestInit) {
    super(url, { ...init, signal: null });
  }
}
globalThis.Request = RequestWithoutSignal;

/** For tests: the person whose page it is. */
export const ada = token.user;

/** For tests: a page as the console shows it to a signed-in person, over canned answers, with a link that leads away; `changes` of who it is. */
export function openPage(page: ReactNode, answers: Answers, changes: Partial<User> = {}) {
  const api = fakeApi({ "POST /auth/refresh": [() => answer(200, token)], ...answers });
  const router = createMemoryRouter([
    {
      path: "/",
      element: (
        <>
          <Link to="/elsewhere">Elsewhere</Link>
          {page}
        </>
      ),
    },
    { path: "*", element: <h1>Elsewhere</h1> },
  ]);
  render(
    <QueryClientProvider client={createApiCache({ mostRetries: 0 })}>
      <ToastProvider>
        <SignedInContext value={{ ...token, standing: token, user: { ...ada, ...changes } }}>
          <RouterProvider router={router} />
        </SignedInContext>
      </ToastProvider>
    </QueryClientProvider>,
  );
  const calls = (route: string) => api.sent.filter((call) => call.route.startsWith(route));
  return { user: userEvent.setup(), calls };
}

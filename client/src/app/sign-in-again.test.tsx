import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { signedIn } from "../lib/session/fake-browser.ts";
import type { SessionSnapshot } from "../lib/session/snapshot.ts";
import { createDrafts, DraftsContext } from "../ui/drafts.ts";
import { signInAddress, useSignInAgain } from "./sign-in-again.ts";

const { user, session, organization, organizationRefusal } = signedIn("token-1");
const standing = { organization, organizationRefusal };
const inside: SessionSnapshot = { state: "in", user, session, standing };
const ended: SessionSnapshot = { state: "out", why: "ended", user: null, session: null, standing: null };

function open() {
  const drafts = createDrafts();
  const leave = jest.fn<(address: string) => void>();
  const wrapper = ({ children }: { children: ReactNode }) => <DraftsContext value={drafts}>{children}</DraftsContext>;
  const hook = renderHook(({ now }: { now: SessionSnapshot }) => useSignInAgain(now, leave), { initialProps: { now: inside }, wrapper });
  return { drafts, leave, become: (now: SessionSnapshot) => hook.rerender({ now }) };
}

afterEach(cleanup);

describe("when the server says that the session has ended", () => {
  test("the person is led to the sign-in page and back to where they were", () => {
    history.replaceState(null, "", "/me/activity?a=1");
    const page = open();
    page.become(ended);
    expect(page.leave.mock.calls).toEqual([["/sign-in?next=%2Fme%2Factivity%3Fa%3D1"]]);
  });

  test("a page with something unsaved stays where it is", () => {
    const page = open();
    page.drafts.add(Symbol("typed"));
    page.become(ended);
    expect(page.leave).not.toHaveBeenCalled();
  });
});

test("a wanted sign-out, here or in another tab, leaves nothing on the screen", () => {
  const page = open();
  page.drafts.add(Symbol("typed"));
  page.become({ ...ended, why: "signed-out" });
  expect(page.leave.mock.calls).toEqual([["/sign-in"]]);
});

test.each(["starting", "unreachable"] as const)("not knowing (%s) is not being signed out", (why) => {
  const page = open();
  page.become({ state: "unknown", why, user, session, standing });
  expect(page.leave).not.toHaveBeenCalled();
});

test("after a wanted sign-out the next person does not land on the last one's page", () => {
  expect(signInAddress("signed-out", { pathname: "/me/activity", search: "" })).toBe("/sign-in");
});

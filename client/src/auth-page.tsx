import { type ComponentType, useCallback, useEffect, useState } from "react";
import type { DoorPageName, DoorProps, TypedAccount } from "./lib/door/door.ts";
import { withNext } from "./lib/next-path.ts";
import { session } from "./lib/session/browser-session.ts";
import { useNextPath } from "./lib/use-next-path.ts";

type DoorPage = ComponentType<DoorProps>;

/** Each page is a file of its own; prerender-plugin.ts names it in the page's HTML by this very rule. */
const pages: Record<DoorPageName, () => Promise<DoorPage>> = {
  "sign-in": async () => (await import("./features/sign-in/sign-in-page.tsx")).SignInPage,
  "sign-up": async () => (await import("./features/sign-up/sign-up-page.tsx")).SignUpPage,
  setup: async () => (await import("./features/setup/setup-page.tsx")).SetupPage,
  verify: async () => (await import("./features/verify/verify-page.tsx")).VerifyPage,
  confirm: async () => (await import("./features/confirm/confirm-page.tsx")).ConfirmPage,
  forgot: async () => (await import("./features/forgot/forgot-page.tsx")).ForgotPage,
  "undo-email-change": async () => (await import("./features/undo-email-change/undo-email-change-page.tsx")).UndoEmailChangePage,
  "undo-additions": async () => (await import("./features/undo-additions/undo-additions-page.tsx")).UndoAdditionsPage,
  "keep-account": async () => (await import("./features/keep-account/keep-account-page.tsx")).KeepAccountPage,
  join: async () => (await import("./features/join/join-page.tsx")).JoinPage,
  unblock: async () => (await import("./features/unblock/unblock-page.tsx")).UnblockPage,
};

/** Their names. */
export const doorPageNames = Object.keys(pages) as DoorPageName[];

/** Brings the code of a page. */
export async function loadDoorPage(name: DoorPageName): Promise<DoorPage> {
  return pages[name]();
}

interface AuthPageProps {
  name: DoorPageName;
  Page: DoorPage;
  link: string | null;
}

/** One of the auth pages, the same at build time and in the browser, and those that follow it in the same document. */
export function AuthPage(first: AuthPageProps) {
  const [shown, setShown] = useState({ name: first.name, Page: first.Page });
  const [typed, setTyped] = useState<TypedAccount | null>(null);
  const next = useNextPath();

  const show = useCallback(async (name: DoorPageName) => {
    const Page = await loadDoorPage(name);
    setShown({ name, Page });
  }, []);

  const turnTo = (name: DoorPageName, typedNow?: TypedAccount) => {
    if (typedNow) setTyped(typedNow);
    history.pushState(null, "", withNext(`/${name}`, next));
    show(name).catch(() => location.reload());
  };

  useEffect(() => {
    const goBack = () => {
      const name = location.pathname.slice(1);
      if (name === shown.name) return;
      if (isDoorPage(name)) show(name).catch(() => location.reload());
    };
    addEventListener("popstate", goBack);
    return () => removeEventListener("popstate", goBack);
  }, [shown.name, show]);

  return (
    <shown.Page
      key={shown.name}
      session={session}
      leave={leave}
      turnTo={turnTo}
      typed={typed}
      link={shown.name === first.name ? first.link : null}
    />
  );
}

function isDoorPage(name: string): name is DoorPageName {
  return name in pages;
}

function leave(path: string): void {
  location.replace(path);
}

import { lazy, Suspense } from "react";
import type { SessionSnapshot } from "../lib/session/snapshot.ts";
import { useOnline } from "../lib/use-online.ts";
import { Banner } from "../ui/banner.tsx";
import { TextLink } from "../ui/text-link.tsx";

const SecondFactorBanner = lazy(() => import("./second-factor-banner.tsx").then((module) => ({ default: module.SecondFactorBanner })));

/** What concerns every page: no network, or a session that ended under a form that holds something unsaved. */
export function StateBanner({ now }: { now: SessionSnapshot }) {
  const { online } = useOnline();
  if (now.state === "out" && now.why === "ended") {
    return (
      <Banner icon="person">
        Your session has ended; what you typed is still here.{" "}
        <TextLink href="/sign-in" target="_blank">
          Sign in in a new tab
        </TextLink>{" "}
        and carry on.
      </Banner>
    );
  }
  return (
    <>
      <Banner icon="offline">{!online && "You are offline. What is loaded can be read; saving waits for the network."}</Banner>
      <Suspense>{now.user?.instanceRole && <SecondFactorBanner key={now.user.id} />}</Suspense>
    </>
  );
}

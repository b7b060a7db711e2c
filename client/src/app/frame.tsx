import { useState } from "react";
import { Outlet } from "react-router";
import { SignedInContext, type SignedInPerson } from "../lib/session/signed-in.ts";
import type { SessionSnapshot } from "../lib/session/snapshot.ts";
import { useActing } from "../lib/session/use-acting.ts";
import { useSession } from "../lib/session/use-session.ts";
import { ActedForContext } from "../ui/acted-for.ts";
import { createDrafts, DraftsContext } from "../ui/drafts.ts";
import { BottomBar, SideBar } from "./navigation.tsx";
import { useSignInAgain } from "./sign-in-again.ts";
import { Starting } from "./starting.tsx";
import { StateBanner } from "./state-banner.tsx";
import { TopBar } from "./top-bar.tsx";
import { useFocusOnNavigation } from "./use-focus-on-navigation.ts";

const leaveFor = (address: string) => location.assign(address);

/** Everything around a page: the way about, whose console it is, and how it stands with the session and the network. */
export function Frame() {
  const [drafts] = useState(createDrafts);
  return (
    <DraftsContext value={drafts}>
      <FrameOf now={useSession()} />
    </DraftsContext>
  );
}

function FrameOf({ now }: { now: SessionSnapshot }) {
  const acting = useActing();
  const own = useLastPerson(now);
  const isActing = acting.state === "acting";
  const person: SignedInPerson | null = isActing ? { ...acting, standing: null } : own;
  useSignInAgain(now, leaveFor);
  useFocusOnNavigation();
  return (
    <div className={`${isActing ? "gate-line-danger" : "gate-line"} grid min-h-dvh md:grid-cols-[14rem_minmax(0,1fr)]`}>
      <a
        href="#main"
        className="fixed start-4 top-2 z-50 -translate-y-16 rounded-control bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to the page
      </a>
      <SideBar person={person} />
      <div className="flex min-w-0 flex-col max-md:pb-14">
        {acting.Banner && <acting.Banner />}
        <TopBar now={now} person={person} />
        <StateBanner now={now} />
        <main id="main" tabIndex={-1} className="isolate w-full max-w-6xl px-4 py-5 outline-none md:px-6">
          {person ? (
            <SignedInContext value={person} key={person.user.id}>
              <ActedForContext value={isActing ? person.user.name : null}>
                <Outlet />
              </ActedForContext>
            </SignedInContext>
          ) : (
            <Starting now={now} />
          )}
        </main>
      </div>
      <BottomBar person={person} />
    </div>
  );
}

/** The person in view stays in view when the session ends, until this window leaves: what is typed on the page is theirs. */
function useLastPerson({ user, session, standing }: SessionSnapshot): SignedInPerson | null {
  const [last, setLast] = useState<SignedInPerson | null>(null);
  if (!user || !session || (last?.user === user && last.session === session && last.standing === standing)) return last;
  const next = { user, session, standing };
  setLast(next);
  return next;
}

import type { SignedInPerson } from "../lib/session/signed-in.ts";
import type { SessionSnapshot } from "../lib/session/snapshot.ts";
import { Mono } from "../ui/mono.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { OrganizationButton } from "./organization-button.tsx";

/** Where one is, how it stands with the server, and whose account it is. */
export function TopBar({ now, person }: { now: SessionSnapshot; person: SignedInPerson | null }) {
  return (
    <header className="sticky top-0 z-20 flex h-12 shrink-0 items-center gap-3 border-b border-line bg-canvas px-4 md:px-6">
      <div className="-ms-1.5 min-w-0 md:hidden">
        <OrganizationButton person={person} />
      </div>
      <p className="truncate text-ink-3 max-md:hidden">
        <span className="sr-only">You are at </span>
        <Mono>{location.host}</Mono>
      </p>
      <output className="ms-auto text-ink-3">{person && now.state === "unknown" && "Reconnecting…"}</output>
      <div className="max-md:hidden">{person && <AccountMenu person={person} place="top" />}</div>
    </header>
  );
}

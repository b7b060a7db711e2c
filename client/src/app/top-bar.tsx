import type { User } from "../api/types.ts";
import type { SessionSnapshot } from "../lib/session/snapshot.ts";
import { Mono } from "../ui/mono.tsx";
import { Seal } from "../ui/seal.tsx";
import { AccountMenu } from "./account-menu.tsx";

/** Where one is, how it stands with the server, and whose account it is. */
export function TopBar({ now, user }: { now: SessionSnapshot; user: User | null }) {
  return (
    <header className="sticky top-0 z-20 flex h-12 shrink-0 items-center gap-3 border-b border-line bg-canvas px-4 md:px-6">
      <span className="flex items-center gap-2.5 font-semibold md:hidden">
        <Seal letter="G" />
        Gatehouse
      </span>
      <p className="truncate text-ink-3 max-md:hidden">
        <span className="sr-only">You are at </span>
        <Mono>{location.host}</Mono>
      </p>
      <output className="ms-auto text-ink-3">{user && now.state === "unknown" && "Reconnecting…"}</output>
      <div className="max-md:hidden">{user && <AccountMenu user={user} place="top" />}</div>
    </header>
  );
}

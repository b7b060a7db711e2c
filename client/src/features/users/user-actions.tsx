import { useState } from "react";
import type { AdministeredUser, Impersonating } from "../../api/types.ts";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { useOnline } from "../../lib/use-online.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmUserAct } from "./confirm-user-act.tsx";
import { Impersonate } from "./impersonate.tsx";
import { actsOn, type UserAct } from "./user-act.tsx";

interface UserActionsProps {
  user: AdministeredUser;
  onActing: (answer: Impersonating, reason: string) => void;
}

/** Everything that can be done about a person, each with what it is for. */
export function UserActions({ user, onActing }: UserActionsProps) {
  const { user: own } = useSignedIn();
  const { online } = useOnline();
  const [asked, setAsked] = useState<UserAct | "act" | null>(null);
  const isOwn = own.id === user.id;
  const canBeSeen = !isOwn && user.instanceRole === null && user.disabledAt === null;
  return (
    <>
      <ul className="-mt-3">
        {canBeSeen && (
          <Action
            hint="To see why something does not work for them."
            label="See what they see…"
            disabled={!online}
            onClick={() => setAsked("act")}
          />
        )}
        {actsOn(user, isOwn).map((act) => (
          <Action key={act.label} hint={act.hint} label={act.label} disabled={!online} onClick={() => setAsked(act)} />
        ))}
      </ul>
      {asked === "act" && <Impersonate user={user} onActing={onActing} onClose={() => setAsked(null)} />}
      {asked !== null && asked !== "act" && <ConfirmUserAct act={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function Action({ hint, label, disabled, onClick }: { hint: string; label: string; disabled: boolean; onClick: () => void }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5 border-b border-line py-2.5 last:border-0">
      <p className="min-w-0 flex-1 basis-36 text-small text-ink-3">{hint}</p>
      <Button disabled={disabled} onClick={onClick}>
        {label}
      </Button>
    </li>
  );
}

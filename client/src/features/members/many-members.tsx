import { Suspense, useState } from "react";
import type { Member } from "../../api/types.ts";
import { usePermission } from "../../lib/organization.ts";
import { useOnline } from "../../lib/use-online.ts";
import { Button } from "../../ui/button.tsx";
import { ManyDialog } from "./dialogs.tsx";

/** What can be done to all who are chosen; nothing while nobody is. */
export function ManyMembers({ members, onDone }: { members: readonly Member[]; onDone: () => void }) {
  const mayUpdate = usePermission("members:update");
  const mayRemove = usePermission("members:remove");
  const { online } = useOnline();
  const [asked, setAsked] = useState<{ act: "role" | "remove"; members: readonly Member[] } | null>(null);
  const ask = (act: "role" | "remove") => setAsked({ act, members });
  return (
    <>
      <div className="-mt-2 flex min-h-9 flex-wrap items-center gap-x-3 gap-y-2 pb-1">
        <output className="text-ink-2">{members.length > 0 && `${members.length} chosen`}</output>
        {members.length > 0 && (
          <>
            {mayUpdate && (
              <Button size="small" disabled={!online} onClick={() => ask("role")}>
                Change their role…
              </Button>
            )}
            {mayRemove && (
              <Button size="small" disabled={!online} onClick={() => ask("remove")}>
                Remove them…
              </Button>
            )}
            <Button size="small" variant="quiet" onClick={onDone}>
              Choose nobody
            </Button>
          </>
        )}
      </div>
      <Suspense>
        {asked && (
          <ManyDialog
            {...asked}
            onClose={(isDone) => {
              setAsked(null);
              if (isDone) onDone();
            }}
          />
        )}
      </Suspense>
    </>
  );
}

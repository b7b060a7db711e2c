import { useEffect, useRef } from "react";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { diffOf } from "./role-draft.ts";
import type { Meanwhile } from "./use-role-draft.ts";

/** Says that the role was changed or deleted elsewhere while it was edited here; what was chosen here still stands, unsaved. Takes the focus when it appears. */
export function MeanwhileNotice({ meanwhile, onTheirs }: { meanwhile: Meanwhile | null; onTheirs: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (meanwhile) box.current?.focus();
  }, [meanwhile]);
  return (
    <div ref={box} tabIndex={-1} className="outline-none empty:hidden">
      {meanwhile?.kind === "deleted" && (
        <Notice tone="warn" title="The role was deleted elsewhere">
          <p>Nothing of yours was lost: “Make role” makes it anew as it stands here. Whoever held it has another role now.</p>
        </Notice>
      )}
      {meanwhile?.kind === "changed" && (
        <Notice tone="warn" title="The role was changed elsewhere">
          <p>{tellChange(meanwhile)} Your changes were not saved yet, and stand on top of that now: look at them below, and save again.</p>
          <div>
            <Button size="small" onClick={onTheirs}>
              Drop mine
            </Button>
          </div>
        </Notice>
      )}
    </div>
  );
}

const list = new Intl.ListFormat("en");

function tellChange({ before, now }: Extract<Meanwhile, { kind: "changed" }>): string {
  const { name, description, added, taken } = diffOf(before, now);
  const parts = [
    ...(name ? [`it is called ${now.name} now`] : []),
    ...(description ? ["what it is for was changed"] : []),
    ...(added.length > 0 ? [`${list.format(added)} ${added.length === 1 ? "was" : "were"} added`] : []),
    ...(taken.length > 0 ? [`${list.format(taken)} ${taken.length === 1 ? "was" : "were"} taken away`] : []),
  ];
  return parts.length === 0 ? "" : `Somebody else saved it meanwhile: ${list.format(parts)}.`;
}

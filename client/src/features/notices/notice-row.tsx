import { useId, useState } from "react";
import type { SecurityNotice } from "../../api/types.ts";
import { Button } from "../../ui/button.tsx";
import { FormActions } from "../../ui/form.tsx";
import { Time } from "../../ui/time.tsx";
import { describeNotice } from "./describe-notice.ts";
import { NoticeFacts } from "./notice-facts.tsx";
import { Remedies } from "./remedies.tsx";

interface NoticeRowProps {
  notice: SecurityNotice;
  /** Nothing can be changed: there is no network. */
  readOnly: boolean;
  onDismiss: () => void;
  onSignOutOthers: () => void;
}

/** An open notice: what happened, what it means, and the two answers to it. */
export function NoticeRow({ notice, readOnly, onDismiss, onSignOutOthers }: NoticeRowProps) {
  const [helping, setHelping] = useState(false);
  const titleId = useId();
  const helpId = useId();
  const { title, facts, meaning, remedies } = describeNotice(notice);
  const toDo = remedies.length > 0;
  return (
    <li className="grid gap-3 border-b border-line py-4 last:border-0">
      <div className="grid gap-x-6 gap-y-0.5 md:grid-cols-[minmax(0,1fr)_auto]">
        <h3 id={titleId} className="font-semibold">
          {title}
        </h3>
        <p className="text-small text-ink-3 max-md:row-start-3">
          <Time at={notice.createdAt} />
        </p>
        {facts.length > 0 && <NoticeFacts facts={facts} />}
      </div>
      <p className="max-w-prose text-ink-2">{meaning}</p>
      <FormActions>
        <Button size="small" disabled={readOnly} aria-describedby={titleId} onClick={onDismiss}>
          {toDo ? "That was me" : "Dismiss"}
        </Button>
        {toDo && (
          <Button
            size="small"
            aria-describedby={titleId}
            aria-expanded={helping}
            aria-controls={helping ? helpId : undefined}
            onClick={() => setHelping(!helping)}
          >
            Not me
          </Button>
        )}
      </FormActions>
      {helping && (
        <div id={helpId} className="grid gap-4 border-s-3 border-danger ps-4">
          <div className="pt-3">
            <Remedies names={remedies} readOnly={readOnly} onSignOutOthers={onSignOutOthers} />
          </div>
          <FormActions>
            <Button size="small" disabled={readOnly} aria-describedby={titleId} onClick={onDismiss}>
              Done, dismiss it
            </Button>
          </FormActions>
        </div>
      )}
    </li>
  );
}

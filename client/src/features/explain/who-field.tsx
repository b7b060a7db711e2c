import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useOrganization } from "../../lib/organization.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceGroup, ChoiceLine } from "../../ui/choice-line.tsx";
import { oneMember } from "./explain-queries.ts";
import { MemberField } from "./member-field.tsx";

/** Whom the question is about: the one who asks, or a member. */
export function WhoField({ who, onWho }: { who: string | null; onWho: (who: string | null) => void }) {
  const [isOther, setOther] = useState(who !== null);
  return (
    <div className="grid gap-2">
      <ChoiceGroup title="Who">
        <ChoiceLine
          kind="radio"
          name="who"
          checked={!isOther}
          onChange={() => {
            setOther(false);
            onWho(null);
          }}
        >
          Me
        </ChoiceLine>
        <ChoiceLine kind="radio" name="who" checked={isOther} onChange={() => setOther(true)}>
          A member
        </ChoiceLine>
      </ChoiceGroup>
      {isOther &&
        (who === null ? <MemberField label="Find the member" onMember={onWho} /> : <ChosenMember who={who} onOther={() => onWho(null)} />)}
    </div>
  );
}

function ChosenMember({ who, onOther }: { who: string; onOther: () => void }) {
  const { id } = useOrganization();
  const { data, isError } = useQuery(oneMember(id, who));
  return (
    <div className="flex items-center justify-between gap-3 rounded-control border border-line bg-surface px-3 py-2">
      <div className="min-w-0">
        <p className="font-medium wrap-anywhere">{data?.user.name ?? (isError ? "No member" : "…")}</p>
        <p className="text-small wrap-anywhere text-ink-3">{data ? `${data.role.name}, ${data.user.email}` : isError && who}</p>
      </div>
      <Button size="small" onClick={onOther}>
        Another
      </Button>
    </div>
  );
}

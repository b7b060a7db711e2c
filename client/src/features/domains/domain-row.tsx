import { useState } from "react";
import type { OrganizationDomain } from "../../api/types.ts";
import { usePermission } from "../../lib/organization.ts";
import { useOnline } from "../../lib/use-online.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Select } from "../../ui/select.tsx";
import { Time } from "../../ui/time.tsx";
import { describeRule, modes, newcomerRoles } from "./domain-words.ts";
import { ProveDomain } from "./prove-domain.tsx";
import { useDomainRule } from "./use-domain-rule.ts";

interface DomainRowProps {
  domain: OrganizationDomain;
  /** It has just been added: what is to do next is open already. */
  isNew: boolean;
  onRemove: () => void;
}

/** One mail domain: whether it is proven, and how its people come in. */
export function DomainRow({ domain, isNew, onRemove }: DomainRowProps) {
  const mayChange = usePermission("domains:update");
  const { online } = useOnline();
  const [isOpen, setIsOpen] = useState(isNew);
  const rule = useDomainRule(domain);
  const isProven = domain.verifiedAt !== null;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-3 border-b border-line py-3.5 last:border-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <h3 className="font-mono font-medium wrap-anywhere">{domain.domain}</h3>
          <output
            className={
              isProven ? "inline-flex items-center gap-1.5 text-small text-accent" : "inline-flex items-center gap-1.5 text-small text-warn"
            }
          >
            <Icon name={isProven ? "check" : "pending"} className="size-3.5" />
            {domain.verifiedAt ? (
              <span>
                Proven <Time at={domain.verifiedAt} as="day" />
              </span>
            ) : (
              "Not proven: lets nobody in yet"
            )}
          </output>
          {!mayChange && <p className="text-small text-ink-3">{describeRule(domain)}.</p>}
        </div>
        {mayChange && (
          <div className="flex gap-2">
            {!isProven && (
              <Button
                size="small"
                aria-expanded={isOpen}
                aria-label={isOpen ? `Later: prove ${domain.domain}` : `Prove ${domain.domain}`}
                onClick={() => setIsOpen(!isOpen)}
              >
                {isOpen ? "Later" : "Prove…"}
              </Button>
            )}
            <Button size="small" aria-label={`Remove ${domain.domain}…`} disabled={!online} onClick={onRemove}>
              Remove…
            </Button>
          </div>
        )}
      </div>
      {mayChange && (
        <div className="flex flex-wrap items-center gap-2 text-ink-2">
          <span>People with an address there</span>
          <Select
            aria-label={`How people of ${domain.domain} come in`}
            aria-busy={rule.busy}
            disabled={!online}
            value={rule.mode}
            choices={modes}
            onChoose={(chosen) => {
              const mode = modes.find(({ value }) => value === chosen)?.value;
              if (mode) rule.save({ mode });
            }}
          />
          <span>as</span>
          <Select
            aria-label={`Role of who comes in by ${domain.domain}`}
            aria-busy={rule.busy}
            disabled={!online}
            value={rule.newMemberRole}
            choices={newcomerRoles}
            onChoose={(chosen) => {
              const newMemberRole = newcomerRoles.find(({ value }) => value === chosen)?.value;
              if (newMemberRole) rule.save({ newMemberRole });
            }}
          />
        </div>
      )}
      {mayChange && !isProven && isOpen && <ProveDomain domain={domain} />}
    </li>
  );
}

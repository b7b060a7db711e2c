import { ChoiceGroup, ChoiceLine } from "../../ui/choice-line.tsx";
import { nameMethod } from "./describe-policy.ts";

interface MethodChoiceProps {
  /** Those that this Gatehouse has. */
  methods: readonly string[];
  named: readonly { id: string; name: string }[];
  /** Null for all. */
  chosen: readonly string[] | null;
  onChange: (chosen: string[] | null) => void;
}

/** In which ways members may have signed in. */
export function MethodChoice({ methods, named, chosen, onChange }: MethodChoiceProps) {
  const all = [...methods, ...(chosen ?? []).filter((method) => !methods.includes(method))];
  const toggle = (method: string) => {
    const next = chosen?.includes(method) ? chosen.filter((one) => one !== method) : [...(chosen ?? []), method];
    onChange(all.filter((one) => next.includes(one)));
  };
  return (
    <ChoiceGroup title="Ways to sign in" isHidden>
      <ChoiceLine kind="radio" name="methods" checked={chosen === null} onChange={() => onChange(null)}>
        All that this Gatehouse offers
      </ChoiceLine>
      <ChoiceLine kind="radio" name="methods" checked={chosen !== null} onChange={() => onChange([...methods])}>
        Only these
      </ChoiceLine>
      {chosen !== null && (
        <div className="ms-6.5">
          <ChoiceGroup title="Accepted ways" isHidden>
            {all.map((method) => (
              <ChoiceLine
                key={method}
                kind="checkbox"
                checked={chosen.includes(method)}
                disabled={chosen.length === 1 && chosen.includes(method)}
                hint={chosen.length === 1 && chosen.includes(method) ? "One has to be left." : undefined}
                onChange={() => toggle(method)}
              >
                {nameMethod(method, named)}
              </ChoiceLine>
            ))}
          </ChoiceGroup>
        </div>
      )}
    </ChoiceGroup>
  );
}

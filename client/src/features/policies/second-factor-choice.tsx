import { ChoiceGroup, ChoiceLine } from "../../ui/choice-line.tsx";
import { SelectField } from "../../ui/select.tsx";
import { Time } from "../../ui/time.tsx";
import { factorNames, isAhead } from "./describe-policy.ts";
import type { usePolicyForm } from "./use-policy-form.ts";

const hints = {
  off: "Nobody is asked for one.",
  optional: "Everybody decides for themselves.",
  required: "A password alone opens nothing here: an authenticator app or a passkey comes with it.",
  passkey_only: "The strictest: passkeys cannot be guessed, and no false page can take them.",
} as const;

const graces = [
  { value: "0", label: "At once" },
  ...[1, 3, 7, 14, 30].map((days) => ({ value: String(days), label: days === 1 ? "After 1 day" : `After ${days} days` })),
];

/** Whether a second factor is asked for, and how long those who have none are given. */
export function SecondFactorChoice({ form }: { form: ReturnType<typeof usePolicyForm> }) {
  const { draft, policy } = form;
  const keepsDate = !form.isStricter && isAhead(policy.secondFactorFrom);
  return (
    <>
      <ChoiceGroup title="Second factor" isHidden>
        {(["off", "optional", "required", "passkey_only"] as const).map((value) => (
          <ChoiceLine
            key={value}
            kind="radio"
            name="second-factor"
            checked={draft.secondFactor === value}
            hint={hints[value]}
            onChange={() => form.change({ secondFactor: value })}
          >
            {factorNames[value]}
          </ChoiceLine>
        ))}
      </ChoiceGroup>
      {form.isStricter && (
        <SelectField
          label="It is asked for"
          name="grace"
          hint="Until then those who have none can still come in, and are told."
          value={String(form.graceDays)}
          choices={graces}
          onChoose={(value) => form.setGraceDays(Number(value))}
        />
      )}
      {keepsDate && policy.secondFactorFrom && (
        <p className="text-ink-2">
          It is asked for from <Time at={policy.secondFactorFrom} /> on.
        </p>
      )}
    </>
  );
}

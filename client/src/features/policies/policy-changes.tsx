import { describeField, fieldNames } from "./describe-policy.ts";
import type { PolicyDraft, PolicyField } from "./policy-draft.ts";

interface PolicyChangesProps {
  base: PolicyDraft;
  draft: PolicyDraft;
  changed: readonly PolicyField[];
  named: readonly { id: string; name: string }[];
}

/** Each field that changes: of a list what is added and taken away, else what it was and what it will be. */
export function PolicyChanges({ base, draft, changed, named }: PolicyChangesProps) {
  return (
    <dl className="grid gap-3">
      {changed.map((field) => (
        <div key={field} className="grid gap-1">
          <dt className="text-small text-ink-3">{fieldNames[field]}</dt>
          {signedParts(field, base, draft, named).map(({ sign, text }) => (
            <dd
              key={sign + text}
              className={
                sign === "+"
                  ? "justify-self-start rounded-chip bg-accent-soft px-1.5 py-0.5 wrap-anywhere text-accent"
                  : "justify-self-start rounded-chip bg-danger-soft px-1.5 py-0.5 wrap-anywhere text-danger"
              }
            >
              <span aria-hidden="true">{sign} </span>
              <span className="sr-only">{sign === "+" ? "after: " : "before: "}</span>
              {text}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

function signedParts(field: PolicyField, base: PolicyDraft, draft: PolicyDraft, named: PolicyChangesProps["named"]) {
  const [before, after] = [itemsOf(base[field]), itemsOf(draft[field])];
  const words = (of: PolicyDraft, items: readonly string[]) => describeField(field, { ...of, [field]: items }, named);
  if (!before || !after) {
    return [
      { sign: "−", text: describeField(field, base, named) },
      { sign: "+", text: describeField(field, draft, named) },
    ];
  }
  return [
    ...before.filter((item) => !after.includes(item)).map((item) => ({ sign: "−", text: words(base, [item]) })),
    ...after.filter((item) => !before.includes(item)).map((item) => ({ sign: "+", text: words(draft, [item]) })),
  ];
}

/** The items of a list that says something; null for one that does not, and for what is no list. */
function itemsOf(value: PolicyDraft[PolicyField]): readonly string[] | null {
  return Array.isArray(value) && value.length > 0 ? value : null;
}

import type { PolicyPreview } from "../../api/types.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useOnline } from "../../lib/use-online.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/section.tsx";
import { Time } from "../../ui/time.tsx";
import { fieldNames, isAhead, tellLacking } from "./describe-policy.ts";
import { ExcludesYou } from "./excludes-you.tsx";
import { PolicyChanges } from "./policy-changes.tsx";
import type { AddFactor } from "./policy-page.tsx";
import type { usePolicyForm } from "./use-policy-form.ts";

interface BeforeSavingProps {
  form: ReturnType<typeof usePolicyForm>;
  named: readonly { id: string; name: string }[];
  ownDomain: string;
  addFactor: AddFactor;
}

/** Beside the form: what changes, whom it concerns, and whether it would shut out whoever sets it. */
export function BeforeSaving({ form, named, ownDomain, addFactor }: BeforeSavingProps) {
  const { dirty, preview, error, busy } = form;
  const { online } = useOnline();
  const isExcluding = isProblem(error, "policy_excludes_you");
  const excludes = dirty ? preview.data?.excludesYou : null;
  const isInvalid = isProblem(preview.error, "validation_failed") || isProblem(error, "validation_failed");
  return (
    <div className="grid gap-10 lg:sticky lg:top-16 lg:-mx-2 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto lg:px-2 lg:pb-2">
      <Section title="What changes">
        {dirty ? (
          <PolicyChanges base={form.base} draft={form.draft} changed={form.changed} named={named} />
        ) : (
          <p className="text-ink-3">Nothing yet.</p>
        )}
      </Section>
      <Section title={dirty ? "Whom it concerns" : "Whom it concerns now"}>
        <div aria-busy={preview.isLooking} className={preview.isLooking ? "opacity-60" : undefined}>
          {preview.data && !isInvalid ? (
            <Concerned preview={preview.data} />
          ) : (
            <p className="text-ink-3">
              {isInvalid ? "Mend what the form says first." : online ? "Counting…" : "Counted when the network is back."}
            </p>
          )}
        </div>
        {(excludes || isExcluding) && (
          <ExcludesYou
            excludes={excludes ?? null}
            detail={isExcluding ? error.message : null}
            form={form}
            ownDomain={ownDomain}
            addFactor={addFactor}
          />
        )}
        {form.meanwhile && (
          <Notice tone="warn" title="The policies were changed elsewhere">
            <p>
              {form.meanwhile.length > 0 && `Somebody else saved: ${form.meanwhile.map((field) => fieldNames[field]).join(", ")}. `}
              Your changes were not saved yet, and stand on top of that now: look at them above, and save again.
            </p>
          </Notice>
        )}
        <FailureNotice
          error={error instanceof SignedOut || isExcluding || isProblem(error, "validation_failed") ? null : error}
          doing="Saving"
          secondsLeft={0}
        />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" busy={busy} busyLabel="Saving…" disabled={!dirty || !online}>
            Save policies
          </Button>
          {dirty && (
            <Button variant="quiet" onClick={form.discard}>
              Discard
            </Button>
          )}
        </div>
      </Section>
    </div>
  );
}

/** How many members do not meet it, in what, and until when they have. */
function Concerned({ preview: { lacking, secondFactorFrom } }: { preview: PolicyPreview }) {
  if (lacking.members === 0) return <p>Every member’s account meets it.</p>;
  const isGraced = isAhead(secondFactorFrom);
  const waits = (demand: string) => isGraced && (demand === "second_factor" || demand === "passkey");
  return (
    <ul className="grid gap-2">
      {lacking.byDemand.map((one) => (
        <li key={one.demand} className="border-s-2 border-warn ps-3">
          <p className="font-medium">{tellLacking(one)}</p>
          <p className="text-ink-2">
            {waits(one.demand) && secondFactorFrom ? (
              <>
                They have until <Time at={secondFactorFrom} />.
              </>
            ) : one.demand === "domain" ? (
              "They are out on their next request, and cannot mend it themselves."
            ) : (
              "They are out on their next request, until they have mended it."
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

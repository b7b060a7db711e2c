import { useState } from "react";
import type { ProofQuestion } from "../../lib/fresh-proof.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Loading } from "../../ui/loading.tsx";
import { NoWay } from "./no-way.tsx";
import { ProofForm } from "./proof-form.tsx";
import { type FormWay, openProviders, openWays, type ProofOptions, wayNames } from "./proof-ways.ts";
import { ProviderProof } from "./provider-proof.tsx";
import { useProofOptions } from "./use-proof-options.ts";

/** Asks over the page for a fresh proof of who is there. The page stays as it is, with all that was typed. */
export function StepUpDialog({ question, email }: { question: ProofQuestion; email: string }) {
  const { options, error, again } = useProofOptions();
  const cancel = () => question.answer(false);
  return (
    <Dialog
      open
      title="Confirm that it is you"
      lead="This takes a proof that is less than ten minutes old. Your page stays as it is behind this question."
      onClose={cancel}
    >
      {options ? (
        <Ways options={options} email={email} onProven={() => question.answer(true)} onCancel={cancel} />
      ) : (
        <>
          {error ? (
            <ErrorPanel error={error} title="What to ask could not be loaded" onRetry={again} />
          ) : (
            <Loading what="the question" rows={2} onRetry={again} />
          )}
          <Button variant="quiet" onClick={cancel} className="justify-self-start">
            Cancel
          </Button>
        </>
      )}
    </Dialog>
  );
}

interface WaysProps {
  options: ProofOptions;
  email: string;
  onProven: () => void;
  onCancel: () => void;
}

function Ways({ options, email, onProven, onCancel }: WaysProps) {
  const ways = openWays(options);
  const [way, setWay] = useState<FormWay | undefined>(ways[0]);
  if (way === undefined) return <WithoutForm options={options} onProven={onProven} onCancel={onCancel} />;
  const others = ways.filter((other) => other !== way);
  return (
    <>
      <ProofForm key={way} way={way} options={options} email={email} onProven={onProven} onCancel={onCancel} />
      {others.length > 0 && (
        <div className="flex flex-wrap gap-x-5 border-t border-line pt-3">
          {others.map((other) => (
            <LinkButton key={other} onClick={() => setWay(other)}>
              {wayNames[other]}
            </LinkButton>
          ))}
        </div>
      )}
    </>
  );
}

function WithoutForm({ options, onProven, onCancel }: Omit<WaysProps, "email">) {
  const providers = openProviders(options);
  return (
    <>
      {providers.length > 0 ? (
        <ProviderProof providers={providers} onProven={onProven} />
      ) : (
        <NoWay isElsewhere={options.methods.length > 0} />
      )}
      <Button onClick={onCancel} className="justify-self-start">
        Back to the page
      </Button>
    </>
  );
}

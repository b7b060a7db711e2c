import type { AccessExplanation } from "../../api/types.ts";
import { Icon } from "../../ui/icon.tsx";
import { Mono } from "../../ui/mono.tsx";
import { Section } from "../../ui/section.tsx";
import { Remedy } from "./remedy.tsx";

interface AnswerProps {
  explanation: AccessExplanation;
  /** The member it is about; null for the one who asks. */
  who: string | null;
  name: string;
  /** Something was done about it: ask anew. */
  onDone: () => void;
}

/** The answer: a sentence, the rules that were asked, and the smallest change that would turn a no into a yes. */
export function Answer({ explanation, who, name, onDone }: AnswerProps) {
  const { isAllowed, because, problem, action, assumptions, remedy } = explanation;
  const what = action.operationId ?? action.permission;
  return (
    <div className="grid gap-8">
      <div className={`grid gap-1 border-s-2 py-1 ps-4 ${isAllowed ? "border-accent" : "border-danger"}`}>
        <p className="flex items-baseline gap-2 text-section font-semibold">
          <Icon name={isAllowed ? "check" : "forbidden"} className={`self-center ${isAllowed ? "text-accent" : "text-danger"}`} />
          <span>
            {isAllowed ? "Yes" : "No"}, {who === null ? "you" : name} may {isAllowed ? "" : "not "}do <Mono>{what}</Mono>
          </span>
        </p>
        <p className="text-ink-2">{because}</p>
        {action.operationId && (
          <p className="text-ink-2">
            The operation asks for <Mono>{action.permission}</Mono>
            {action.needsFreshProof && ", and for a fresh proof of who does it"}.
          </p>
        )}
        {problem && (
          <p className="text-small text-ink-3">
            A request is refused with <Mono>{problem}</Mono>.
          </p>
        )}
      </div>
      {remedy && (
        <Section title="What would allow it">
          <Remedy remedy={remedy} who={who} name={name} onDone={onDone} />
        </Section>
      )}
      <Section title="The rules, in their order">
        <Trace trace={explanation.trace} deciding={explanation.rule} />
        {assumptions.length > 0 && (
          <ul className="list-disc ps-5 text-small text-ink-3">
            {assumptions.map((assumption) => (
              <li key={assumption}>{assumption}</li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}

const names: Record<AccessExplanation["rule"], string> = {
  sign_in: "Sign-in",
  delegation: "Acting for another",
  tenant: "Organization",
  lifecycle: "Open or closed",
  policy: "Policies",
  network: "Network",
  role: "Role",
  object: "The thing itself",
  instance_role: "Administrators",
  second_factor: "Second factor",
};

function Trace({ trace, deciding }: { trace: AccessExplanation["trace"]; deciding: AccessExplanation["rule"] }) {
  return (
    <ol className="-mt-3">
      {trace.map(({ rule, isPassed, because }) => (
        <li
          key={rule}
          className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 border-b border-line py-2 last:border-0 sm:grid-cols-[6.5rem_9rem_minmax(0,1fr)]"
        >
          <span className={`inline-flex items-center gap-1.5 self-start ${isPassed ? "text-ink-2" : "font-semibold text-danger"}`}>
            <Icon name={isPassed ? "check" : "forbidden"} className={isPassed ? "text-accent" : undefined} />
            {isPassed ? "Lets by" : "Refuses"}
          </span>
          <span className="font-medium">{names[rule] ?? rule}</span>
          <span className="text-ink-2 max-sm:col-span-2">
            {because}
            {rule === deciding && <span className="ms-2 rounded-chip bg-sunken px-1.5 py-0.5 text-small text-ink-2">decides</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { useOrganization, usePermission } from "../../lib/organization.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Mono } from "../../ui/mono.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { ActionField } from "./action-field.tsx";
import { Answer } from "./answer.tsx";
import { explanation, oneMember, type Question } from "./explain-queries.ts";
import { ObjectField } from "./object-field.tsx";
import { type AccessQuestion, isObjectType, readQuestion, writeQuestion } from "./question.ts";
import { WhoField } from "./who-field.tsx";

/** Why somebody may do something, or not, and what would let them: told by what decides. */
export function AccessPage() {
  const [query, setQuery] = useSearchParams();
  const question = readQuestion(query);
  const ask = (changes: Partial<AccessQuestion>) =>
    setQuery(writeQuestion({ ...question, ...changes }), { replace: true, preventScrollReset: true });
  const [mayExplain, maySeeMembers] = [usePermission("access:explain"), usePermission("members:read")];
  return (
    <>
      <PageHeader
        title="Access"
        lead="Ask whether somebody may do something, and why. The answer comes from what decides, and changes nothing."
      />
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[21rem_minmax(0,1fr)]">
        <div className="grid content-start gap-5">
          {mayExplain && maySeeMembers ? (
            <WhoField who={question.who} onWho={(who) => ask({ who })} />
          ) : (
            <p className="text-ink-2">
              About yourself. To ask about others takes <Mono>access:explain</Mono> and <Mono>members:read</Mono>.
            </p>
          )}
          <ActionField key={question.action} action={question.action} onAction={(action) => ask({ action })} />
          <ObjectField question={question} onObject={(type, id) => ask({ type, id })} />
        </div>
        <section aria-label="Answer" aria-live="polite" className="min-w-0">
          {question.action === "" || (question.type !== null && question.id === "") ? (
            <EmptyState title="Nothing is asked yet">
              {question.action === ""
                ? "Choose what is to be done: a permission, or an operation of the API."
                : "Say to which one it is done."}
            </EmptyState>
          ) : (
            <Answered question={question} />
          )}
        </section>
      </div>
    </>
  );
}

function Answered({ question }: { question: AccessQuestion }) {
  const { id: organizationId } = useOrganization();
  const body = bodyOf(question, organizationId);
  const { data, error, isError, isFetching, dataUpdatedAt, refetch } = useQuery(explanation(organizationId, body));
  const member = useQuery({ ...oneMember(organizationId, question.who ?? ""), enabled: question.who !== null });
  if (data) {
    return (
      <div aria-busy={isFetching}>
        <OutOfDate readAtMs={dataUpdatedAt} failed={isError} onRefresh={() => void refetch()} />
        <Answer explanation={data} who={question.who} name={member.data?.user.name ?? "They"} onDone={() => void refetch()} />
      </div>
    );
  }
  if (error) return <ErrorPanel error={error} title="That could not be told" onRetry={() => void refetch()} />;
  return <Loading what="the answer" rows={6} onRetry={() => void refetch({ cancelRefetch: true })} />;
}

function bodyOf({ who, action, type, id }: AccessQuestion, organizationId: string): Question {
  return {
    action,
    ...(who !== null && { principal: { type: "user", userId: who } }),
    object: isObjectType(type) ? { type, id } : { type: "organization", id: organizationId },
  };
}

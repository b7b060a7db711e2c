import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Impersonating } from "../../api/types.ts";
import { isProblem } from "../../lib/problem.ts";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { AdministratorsOnly } from "../../ui/administrators-only.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { SecondFactorNeeded } from "../../ui/second-factor-needed.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import { useKept } from "../../ui/use-kept.ts";
import { UserActions } from "./user-actions.tsx";
import { UserFacts } from "./user-facts.tsx";
import { UserMarks } from "./user-marks.tsx";
import { UserNameForm } from "./user-name-form.tsx";
import { oneUser } from "./user-queries.ts";

interface UserPageProps {
  userId: string;
  /** Where they are signed in, and what happened lately: lent by others. */
  devices: ReactNode;
  activity: ReactNode;
  /** The administrator acts for them from now on. */
  onActing: (answer: Impersonating, reason: string) => void;
}

/** One person: who they are, what happens on their account, and what can be done about it; for administrators. */
export function UserPage(props: UserPageProps) {
  const { user } = useSignedIn();
  return (
    <AdministratorsOnly user={user} title="Only administrators look after people" heading={<PageHeader title="User" />}>
      <KnownUser {...props} />
    </AdministratorsOnly>
  );
}

function KnownUser({ userId, devices, activity, onActing }: UserPageProps) {
  const { data, error, isError, dataUpdatedAt, refetch } = useQuery(oneUser(userId));
  const read = useKept(data);
  if (!read) {
    return (
      <>
        <PageHeader title="User" lead={<PageLink to="/instance/users">All users</PageLink>} />
        <Missing error={error} onRetry={() => void refetch({ cancelRefetch: true })} />
      </>
    );
  }
  const { user } = read;
  return (
    <>
      <PageHeader
        title={user.name}
        lead={
          <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <PageLink to="/instance/users">All users</PageLink>
            <EmailAddress value={user.email} />
            <UserMarks user={user} />
          </span>
        }
      />
      <OutOfDate readAtMs={dataUpdatedAt} failed={isError} offline="Changes need the network." onRefresh={() => void refetch()} />
      <Columns
        main={
          <>
            <Section title="What you can do">
              <UserActions user={user} onActing={onActing} />
            </Section>
            <Section title="Devices">{devices}</Section>
            <Section title="Recent activity">{activity}</Section>
          </>
        }
        side={
          <>
            <Section title="Account">
              <UserFacts user={user} />
            </Section>
            <Section title="How they appear">
              <UserNameForm start={read} />
            </Section>
          </>
        }
      />
    </>
  );
}

function Missing({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (isProblem(error, "second_factor_required")) return <SecondFactorNeeded />;
  if (isProblem(error, "not_found", "validation_failed"))
    return <EmptyState title="There is nobody here">The account was deleted, or the address of this page is not whole.</EmptyState>;
  if (error) return <ErrorPanel error={error} title="The person could not be loaded" onRetry={onRetry} />;
  return <Loading what="the person" rows={6} onRetry={onRetry} />;
}

import type { ListedUser } from "../../api/types.ts";
import { classNames } from "../../ui/class-names.ts";
import { Time } from "../../ui/time.tsx";

const looks = {
  plain: "border-line text-ink-2",
  accent: "border-accent/40 text-accent",
  warn: "border-warn/40 text-warn",
  danger: "border-danger/40 text-danger",
};

/** What sets a person apart from most: a role, an address not confirmed, or that they cannot come in. */
export function UserMarks({ user }: { user: ListedUser }) {
  const { instanceRole, emailVerifiedAt, disabledAt, closedAt, deletesAt } = user;
  return (
    <>
      {instanceRole && <Mark look="accent">Administrator</Mark>}
      {!emailVerifiedAt && <Mark look="plain">Not confirmed</Mark>}
      {disabledAt && !closedAt && !deletesAt && <Mark look="danger">Disabled</Mark>}
      {closedAt && <Mark look="warn">Closed by themselves</Mark>}
      {deletesAt && (
        <Mark look="danger">
          Deleted on <Time at={deletesAt} as="day" />
        </Mark>
      )}
    </>
  );
}

function Mark({ look, children }: { look: keyof typeof looks; children: React.ReactNode }) {
  return <span className={classNames("rounded-chip border px-1.5 text-small whitespace-nowrap", looks[look])}>{children}</span>;
}

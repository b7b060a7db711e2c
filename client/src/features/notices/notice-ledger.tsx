import type { SecurityNotice } from "../../api/types.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { EntryList } from "../../ui/entry-list.tsx";
import { Section } from "../../ui/section.tsx";
import { Time } from "../../ui/time.tsx";
import { describeNotice } from "./describe-notice.ts";
import { NoticeFacts } from "./notice-facts.tsx";
import { NoticeRow } from "./notice-row.tsx";

interface NoticeLedgerProps {
  notices: readonly SecurityNotice[];
  /** How many are open, also on pages that are not read yet. */
  openCount: number;
  readOnly: boolean;
  onDismiss: (notice: SecurityNotice) => void;
  onSignOutOthers: () => void;
}

/** The notices that wait for an answer, and under them those that had one. */
export function NoticeLedger({ notices, openCount, readOnly, onDismiss, onSignOutOthers }: NoticeLedgerProps) {
  const open = notices.filter(({ dismissedAt }) => dismissedAt === null);
  const seen = notices.filter(({ dismissedAt }) => dismissedAt !== null);
  return (
    <div className="grid gap-10">
      {openCount === 0 ? (
        <EmptyState title="Nothing waits for you">
          A sign-in on a new device, a change of password or address, and attempts at your account will appear here.
        </EmptyState>
      ) : (
        <Section title="Was this you?">
          <ul className="-mt-3">
            {open.map((notice) => (
              <NoticeRow
                key={notice.id}
                notice={notice}
                readOnly={readOnly}
                onDismiss={() => onDismiss(notice)}
                onSignOutOthers={onSignOutOthers}
              />
            ))}
          </ul>
        </Section>
      )}
      {seen.length > 0 && (
        <Section title="Dismissed">
          <EntryList
            entries={seen.map((notice) => {
              const { title, facts } = describeNotice(notice);
              return { key: notice.id, what: title, mark: <NoticeFacts facts={facts} />, when: <Time at={notice.createdAt} as="day" /> };
            })}
          />
        </Section>
      )}
    </div>
  );
}

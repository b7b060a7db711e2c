import type { DevelopmentMail } from "../../api/types.ts";
import { formatNumber } from "../../lib/format.ts";
import { classNames } from "../../ui/class-names.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { MailList } from "./mail-list.tsx";
import { MailReader } from "./mail-reader.tsx";

interface MailboxProps {
  mails: readonly DevelopmentMail[];
  /** The id of the mail to be read; without one it is the newest where there is room beside the list. */
  chosen: string | null;
  more: boolean;
  busy: boolean;
  error: unknown;
  onMore: () => void;
}

/** The list beside the mail that is read; on a phone one at a time. */
export function Mailbox({ mails, chosen, more, busy, error, onMore }: MailboxProps) {
  const [newest] = mails;
  if (!newest) {
    return (
      <EmptyState title="No mail yet">
        Create an account, ask for a code, or invite somebody: the mail appears here by itself, with its code and its link.
      </EmptyState>
    );
  }
  const read = mails.find(({ id }) => id === chosen) ?? newest;
  const isChosen = read.id === chosen;
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <nav aria-label="Mails" className={classNames(isChosen && "max-lg:hidden")}>
        <MailList mails={mails} readId={read.id} />
        <LoadMore more={more} busy={busy} error={error} onMore={onMore}>
          {formatNumber(mails.length)} {mails.length === 1 ? "mail" : "mails"}
          {more && " so far"}
        </LoadMore>
      </nav>
      <div className={classNames("min-w-0", !isChosen && "max-lg:hidden")}>
        <MailReader key={read.id} mail={read} />
      </div>
    </div>
  );
}

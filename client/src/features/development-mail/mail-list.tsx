import { Link } from "../../ui/link.tsx";
import type { DevelopmentMail } from "../../api/types.ts";
import { classNames } from "../../ui/class-names.ts";
import { Time } from "../../ui/time.tsx";

/** The mails, newest first; each leads to its own address. */
export function MailList({ mails, readId }: { mails: readonly DevelopmentMail[]; readId: string }) {
  return (
    <ul className="border-t border-line">
      {mails.map(({ id, subject, to, createdAt }) => (
        <li key={id} className="border-b border-line">
          <Link
            to={`?mail=${id}`}
            aria-current={id === readId ? "true" : undefined}
            className={classNames(
              "grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-2.5 py-2.5 outline-offset-[-2px] hover:bg-chosen",
              id === readId && "lg:bg-chosen",
            )}
          >
            <span className="font-medium">{subject}</span>
            <span className="text-ink-3">
              <Time at={createdAt} as="clock" />
            </span>
            <span className="col-span-2 truncate text-small text-ink-3">{to}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

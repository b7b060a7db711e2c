import { Icon } from "../../ui/icon.tsx";
import { Time } from "../../ui/time.tsx";

/** Whether the address was proven to be the person's, and since when. */
export function ConfirmedMark({ since }: { since: string | null }) {
  if (since === null) {
    return (
      <p className="inline-flex items-center gap-1.5 font-medium text-warn">
        <Icon name="pending" />
        Not confirmed yet
      </p>
    );
  }
  return (
    <p className="inline-flex items-center gap-1.5 text-ink-2">
      <Icon name="check" className="text-accent" />
      <span>
        Confirmed <Time at={since} />
      </span>
    </p>
  );
}

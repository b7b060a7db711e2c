import { formatUtc } from "../../lib/format.ts";
import { describeLastSeen } from "./describe-session.ts";

/** When a device was last seen, no nearer than it is known. */
export function LastSeen({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatUtc(at)}>
      {describeLastSeen(at)}
    </time>
  );
}

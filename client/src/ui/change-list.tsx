import { Mono } from "./mono.tsx";

/** One value before and after a change; `undefined` where there was none. */
export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

/** What changed, field by field: the old value struck out with a minus, the new one with a plus. */
export function ChangeList({ changes }: { changes: Change[] }) {
  return (
    <dl className="grid gap-2">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="grid gap-1">
          <dt className="text-small text-ink-3">
            <Mono>{field}</Mono>
          </dt>
          <dd className="grid justify-items-start gap-1">
            {before !== undefined && (
              <del className="rounded-chip bg-danger-soft px-1.5 py-0.5 text-danger no-underline">
                <span aria-hidden="true">− </span>
                <span className="sr-only">before </span>
                <Mono>{show(before)}</Mono>
              </del>
            )}
            {after !== undefined && (
              <ins className="rounded-chip bg-accent-soft px-1.5 py-0.5 text-accent no-underline">
                <span aria-hidden="true">+ </span>
                <span className="sr-only">after </span>
                <Mono>{show(after)}</Mono>
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function show(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

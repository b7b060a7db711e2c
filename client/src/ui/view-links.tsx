import { classNames } from "./class-names.ts";
import { Link } from "./link.tsx";

interface ViewLinksProps {
  label: string;
  views: readonly { label: string; to: { search: string }; isCurrent: boolean; count?: number | undefined }[];
}

/** The views of one page, each with an address of its own; which is shown is said, and how much is in the others. */
export function ViewLinks({ label, views }: ViewLinksProps) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-1.5">
      {views.map(({ label: name, to, isCurrent, count = 0 }) => (
        <Link
          key={name}
          to={to}
          preventScrollReset
          aria-current={isCurrent ? "true" : undefined}
          className={classNames(
            "inline-flex min-h-7 touch-target items-center gap-1.5 rounded-control border px-2.5 text-small transition-colors",
            isCurrent
              ? "border-accent bg-accent-soft font-semibold text-ink"
              : "border-line bg-surface text-ink-2 hover:border-line-strong hover:text-ink",
          )}
        >
          {name}
          {count > 0 && <span className="font-mono text-tiny">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}

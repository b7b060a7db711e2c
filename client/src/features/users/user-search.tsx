import { useEffect, useState } from "react";
import { Link } from "../../ui/link.tsx";
import { classNames } from "../../ui/class-names.ts";
import { TextField } from "../../ui/text-field.tsx";
import { statuses, type UserFilter, writeFilter } from "./user-filter.ts";

const pauseMs = 250;

interface UserSearchProps {
  filter: UserFilter;
  onFilter: (filter: UserFilter) => void;
}

/** What is looked for; asked when the typing pauses, or at once with Enter. */
export function UserSearch({ filter, onFilter }: UserSearchProps) {
  const [typed, setTyped] = useState(filter.search);
  const [known, setKnown] = useState(filter.search);
  // Changed from elsewhere: the way back, or "Show everybody".
  if (known !== filter.search) {
    setKnown(filter.search);
    if (typed.trim() !== filter.search) setTyped(filter.search);
  }
  const search = typed.trim();
  useEffect(() => {
    if (search === filter.search) return;
    const timer = setTimeout(() => onFilter({ ...filter, search }), pauseMs);
    return () => clearTimeout(timer);
  }, [search, filter, onFilter]);
  return (
    <div className="mb-5 grid gap-3">
      <form
        className="max-w-md"
        onSubmit={(event) => {
          event.preventDefault();
          onFilter({ ...filter, search });
        }}
      >
        <TextField
          label="Find somebody"
          name="q"
          type="search"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
          hint="The beginning of a name, of an address, or of parts of them."
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
      <nav aria-label="Show" className="flex flex-wrap gap-1.5">
        {statuses.map(({ value, label }) => (
          <Link
            key={label}
            to={{ search: writeFilter({ search, status: value }) }}
            preventScrollReset
            aria-current={filter.status === value ? "true" : undefined}
            className={classNames(
              "inline-flex min-h-7 touch-target items-center rounded-control border px-2.5 text-small transition-colors",
              filter.status === value
                ? "border-accent bg-accent-soft font-semibold text-ink"
                : "border-line bg-surface text-ink-2 hover:border-line-strong hover:text-ink",
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
    </div>
  );
}

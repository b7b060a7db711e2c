import { useEffect, useState } from "react";
import { TextField } from "../../ui/text-field.tsx";

const pauseMs = 250;

/** Whom one looks for; asked when the typing pauses, or at once with Enter. */
export function MemberSearch({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const [typed, setTyped] = useState(search);
  const [known, setKnown] = useState(search);
  // Changed from elsewhere: the way back, or "Show everybody".
  if (known !== search) {
    setKnown(search);
    if (typed.trim() !== search) setTyped(search);
  }
  const wanted = typed.trim();
  useEffect(() => {
    if (wanted === search) return;
    const timer = setTimeout(() => onSearch(wanted), pauseMs);
    return () => clearTimeout(timer);
  }, [wanted, search, onSearch]);
  return (
    <form
      className="mb-4 max-w-md"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(wanted);
      }}
    >
      <TextField
        label="Find a member"
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
  );
}

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { classNames } from "./class-names.ts";
import { TextField } from "./text-field.tsx";

/** One that can be chosen. */
interface ComboOption {
  id: string;
  title: ReactNode;
  detail?: ReactNode;
}

/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role -- a native list of options cannot be looked up on a server, nor hold two lines */

interface ComboFieldProps {
  label: string;
  name: string;
  hint?: ReactNode;
  error?: string | undefined;
  placeholder?: string;
  typed: string;
  onType: (typed: string) => void;
  /** Those that fit what is typed. */
  options: readonly ComboOption[];
  /** What there is to say in the place of options: that none fits, or that they are being looked for. */
  note?: string | null;
  onChoose: (id: string) => void;
}

/** A text field with a list of what fits under it (WAI-ARIA combobox): arrow keys, Enter and Escape work, and so does a finger. */
export function ComboField({ options, note, typed, onType, onChoose, ...field }: ComboFieldProps) {
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const listId = useId();
  const active = open ? options[Math.min(at, options.length - 1)] : undefined;
  const idOf = (index: number) => `${listId}-${index}`;

  useEffect(() => {
    if (!open) return;
    const whenOutside = (event: Event) => event.target instanceof Node && !box.current?.contains(event.target) && setOpen(false);
    for (const name of ["pointerdown", "focusin"]) document.addEventListener(name, whenOutside);
    return () => {
      for (const name of ["pointerdown", "focusin"]) document.removeEventListener(name, whenOutside);
    };
  }, [open]);

  const choose = (id: string) => {
    setOpen(false);
    onChoose(id);
  };
  const move = (to: number) => {
    setOpen(true);
    setAt(open ? (to + options.length) % Math.max(1, options.length) : 0);
    document.getElementById(idOf(to))?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at - 1);
    else if (event.key === "Escape" && open) setOpen(false);
    else if (event.key === "Enter" && active) choose(active.id);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={box} className="relative">
      <TextField
        {...field}
        role="combobox"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={active ? idOf(options.indexOf(active)) : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setOpen(true);
          setAt(0);
          onType(event.target.value);
        }}
      />
      {open && (
        <div className="absolute inset-x-0 z-10 mt-1 overflow-hidden rounded-control border border-line bg-surface shadow-float">
          <ul id={listId} role="listbox" aria-label={field.label} className="max-h-72 overflow-y-auto">
            {options.map(({ id, title, detail }, index) => (
              <li
                key={id}
                id={idOf(index)}
                role="option"
                aria-selected={active?.id === id}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(id)}
                onKeyDown={onKeyDown}
                className={classNames(
                  "grid min-h-9 touch-target cursor-pointer content-center px-3 py-1.5",
                  active?.id === id && "bg-chosen",
                )}
              >
                <span className="wrap-anywhere">{title}</span>
                {detail && <span className="text-small wrap-anywhere text-ink-3">{detail}</span>}
              </li>
            ))}
          </ul>
          <output className={note ? "block px-3 py-2 text-ink-3" : undefined}>{note}</output>
        </div>
      )}
    </div>
  );
}

import { type ReactNode, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";
import { Mono } from "./mono.tsx";
import { TextField } from "./text-field.tsx";

interface ListFieldProps {
  label: string;
  name: string;
  hint?: ReactNode;
  placeholder?: string;
  /** What is there, in its order. */
  items: readonly string[];
  /** Why what was added was refused. */
  errors?: string[];
  /** Says what holds while there is nothing in it. */
  empty: string;
  onChange: (items: string[]) => void;
}

/** A list of machine facts, such as networks: each can be taken away, and one more typed. Several may be pasted at once. */
export function ListField({ label, name, hint, placeholder, items, errors = [], empty, onChange }: ListFieldProps) {
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const add = () => {
    const fresh = typed.split(/[\s,;]+/).filter((one) => one !== "" && !items.includes(one));
    if (fresh.length > 0) onChange([...items, ...new Set(fresh)]);
    setTyped("");
    field.current?.focus();
  };
  return (
    <div className="grid gap-2">
      {items.length === 0 ? (
        <p className="text-ink-2">{empty}</p>
      ) : (
        <ul aria-label={label} className="border-t border-line">
          {items.map((item) => (
            <li key={item} className="flex min-h-8.5 items-center justify-between gap-3 border-b border-line">
              <Mono>{item}</Mono>
              <IconButton
                icon="close"
                label={`Take ${item} away`}
                onClick={() => {
                  onChange(items.filter((one) => one !== item));
                  field.current?.focus();
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="grid max-w-md grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
        <TextField
          ref={field}
          label={`Add to ${label.toLowerCase()}`}
          name={name}
          hint={hint}
          placeholder={placeholder}
          error={errors}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <Button className="mt-6.5 min-h-9" disabled={typed.trim() === ""} onClick={add}>
          Add
        </Button>
      </div>
    </div>
  );
}

import { type ClipboardEvent, type KeyboardEvent, useId, useRef } from "react";
import { classNames } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { readAddresses, type TypedAddress } from "./read-addresses.ts";

interface AddressesFieldProps {
  addresses: readonly TypedAddress[];
  /** What is still being typed. */
  text: string;
  onChange: (addresses: readonly TypedAddress[], text: string) => void;
  error: string | undefined;
}

/** Takes many addresses, typed or pasted; each becomes a chip that says what is wrong with it and can be taken out again. */
export function AddressesField({ addresses, text, onChange, error }: AddressesFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const wrong = addresses.filter((address) => address.wrong !== null);
  const take = (more: string) => onChange(merge(addresses, readAddresses(more)), "");
  const takeOut = (gone: TypedAddress) => {
    onChange(
      addresses.filter((address) => address !== gone),
      text,
    );
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (["Enter", ",", ";"].includes(event.key) && text.trim() !== "") {
      event.preventDefault();
      take(text);
    }
    const last = addresses.at(-1);
    if (event.key === "Backspace" && text === "" && last) {
      event.preventDefault();
      onChange(addresses.slice(0, -1), last.text);
    }
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData("text");
    if (!/[,;\s<]/.test(pasted.trim())) return;
    event.preventDefault();
    take(`${text}${pasted}`);
  };

  const isInvalid = error !== undefined || wrong.length > 0;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-ink">
        Addresses
      </label>
      <div
        className={classNames(
          "grid max-h-48 gap-1 overflow-y-auto rounded-control border bg-surface p-1 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus",
          isInvalid ? "border-danger" : "border-line-strong",
        )}
      >
        {addresses.length > 0 && (
          <ul className="flex flex-wrap gap-1" aria-label="To be invited">
            {addresses.map((address) => (
              <li
                key={address.text}
                className={classNames(
                  "flex max-w-full items-center rounded-chip ps-2",
                  address.wrong ? "bg-danger-soft text-danger" : "bg-accent-soft text-ink",
                )}
              >
                <span className="min-w-0 wrap-anywhere">{address.text}</span>
                <IconButton icon="close" label={`Take ${address.text} out`} onClick={() => takeOut(address)} />
              </li>
            ))}
          </ul>
        )}
        <input
          ref={input}
          id={id}
          name="addresses"
          type="text"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={text}
          aria-invalid={isInvalid || undefined}
          aria-describedby={`${id}-hint ${id}-error`}
          onChange={(event) => onChange(addresses, event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className="min-h-8 w-full min-w-0 touch-target bg-transparent px-2 text-ink outline-none"
        />
      </div>
      <p id={`${id}-hint`} className="text-small text-ink-3">
        One or many, with commas, spaces or lines between them, also as mail programs write them.
      </p>
      <ul id={`${id}-error`} className="grid gap-0.5 text-small text-danger">
        {error !== undefined && <li>{error}</li>}
        {wrong.map((address) => (
          <li key={address.text} className="wrap-anywhere">
            “{address.text}” {address.wrong}.
          </li>
        ))}
      </ul>
    </div>
  );
}

function merge(before: readonly TypedAddress[], more: readonly TypedAddress[]): TypedAddress[] {
  const known = new Set(before.map(({ text }) => text.toLowerCase()));
  return [...before, ...more.filter(({ text }) => !known.has(text.toLowerCase()))];
}

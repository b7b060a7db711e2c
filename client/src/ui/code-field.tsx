import type { InputEvent } from "react";
import { TextField } from "./text-field.tsx";

const digits = 8;
const firstGroup = 4;

/** Only the digits of what was typed or pasted, eight at most: mails and people write codes with spaces and dashes. */
export function codeDigits(typed: string): string {
  return typed.replace(/\D/g, "").slice(0, digits);
}

/** Whether a code is whole. */
export function isWholeCode(typed: string): boolean {
  return codeDigits(typed).length === digits;
}

/** "1234 5678": a code as it is read. */
export function groupCode(typed: string): string {
  const code = codeDigits(typed);
  return code.length > firstGroup ? `${code.slice(0, firstGroup)} ${code.slice(firstGroup)}` : code;
}

interface CodeFieldProps {
  /** "Code" unless there are several on the page. */
  label?: string;
  error: string | string[] | undefined;
  hint?: string;
  /** Called each time that the code becomes whole, and when another one is put in its place. */
  onWhole: (input: HTMLInputElement) => void;
}

/** One field for a mailed code of eight digits, named `code`. Groups them as they are typed and keeps the caret where it was. */
export function CodeField({ label = "Code", error, hint, onWhole }: CodeFieldProps) {
  const regroup = (event: InputEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const before = codeDigits(input.value.slice(0, input.selectionStart ?? input.value.length)).length;
    const last = input.dataset.code ?? "";
    input.dataset.code = input.value = groupCode(input.value);
    const caret = before > firstGroup ? before + 1 : before;
    input.setSelectionRange(caret, caret);
    // Who corrects a whole code digit by digit is not done with the first; another one pasted in its place is whole at once.
    const isDone = !isWholeCode(last) || (input.value !== last && event.nativeEvent.data?.length !== 1);
    if (isDone && isWholeCode(input.value)) onWhole(input);
  };
  return (
    <TextField
      label={label}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      autoCorrect="off"
      spellCheck={false}
      required
      data-large=""
      hint={hint}
      error={error}
      onInput={regroup}
      className="[&_input]:min-h-12 [&_input]:font-mono [&_input]:text-title! [&_input]:tracking-[0.12em]"
    />
  );
}

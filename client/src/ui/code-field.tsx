import type { InputEvent } from "react";
import { TextField } from "./text-field.tsx";

/** How many digits a code has: eight in a mail, six in an authenticator app. */
export type CodeLength = 6 | 8;

/** Only the digits of what was typed or pasted, no more than there are in a code: mails and people write them with spaces and dashes. */
export function codeDigits(typed: string, length: CodeLength = 8): string {
  return typed.replace(/\D/g, "").slice(0, length);
}

/** Whether a code is whole. */
export function isWholeCode(typed: string, length: CodeLength = 8): boolean {
  return codeDigits(typed, length).length === length;
}

/** "1234 5678": a code as it is read, in two halves. */
export function groupCode(typed: string, length: CodeLength = 8): string {
  const code = codeDigits(typed, length);
  const half = length / 2;
  return code.length > half ? `${code.slice(0, half)} ${code.slice(half)}` : code;
}

interface CodeFieldProps {
  /** "Code" unless there are several on the page. */
  label?: string;
  /** Eight unless said otherwise. */
  length?: CodeLength;
  error: string | string[] | undefined;
  hint?: string;
  /** Called each time that the code becomes whole, and when another one is put in its place. */
  onWhole: (input: HTMLInputElement) => void;
}

/** One field for a code of digits, named `code`. Groups them as they are typed and keeps the caret where it was. */
export function CodeField({ label = "Code", length = 8, error, hint, onWhole }: CodeFieldProps) {
  const regroup = (event: InputEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const before = codeDigits(input.value.slice(0, input.selectionStart ?? input.value.length), length).length;
    const last = input.dataset.code ?? "";
    input.dataset.code = input.value = groupCode(input.value, length);
    const caret = before > length / 2 ? before + 1 : before;
    input.setSelectionRange(caret, caret);
    // Who corrects a whole code digit by digit is not done with the first; another one pasted in its place is whole at once.
    const isDone = !isWholeCode(last, length) || (input.value !== last && event.nativeEvent.data?.length !== 1);
    if (isDone && isWholeCode(input.value, length)) onWhole(input);
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
      // Room for the line of a mail around it; only the digits stay.
      maxLength={64}
      pattern="[0-9 ]*"
      data-large=""
      hint={hint}
      error={error}
      onInput={regroup}
      className="[&_input]:min-h-12 [&_input]:font-mono [&_input]:text-title! [&_input]:tracking-[0.12em]"
    />
  );
}

import { type ComponentProps, type InputEvent, useState } from "react";
import { passwordLength, type PasswordRule } from "../lib/password-reasons.ts";
import { PasswordField } from "./password-field.tsx";

type NewPasswordFieldProps = Omit<ComponentProps<typeof PasswordField>, "autoComplete" | "hint"> & { rule: PasswordRule };

/** A field for a password to be chosen: says the rule, counts while it is typed, and tells password managers what to make. */
export function NewPasswordField({ rule, ...props }: NewPasswordFieldProps) {
  const [length, setLength] = useState(() => passwordLength(String(props.defaultValue ?? "")));
  return (
    <PasswordField
      {...props}
      {...{ passwordrules: `minlength: ${rule.minLength}; maxlength: ${rule.maxLength};` }}
      autoComplete="new-password"
      onInput={(event: InputEvent<HTMLInputElement>) => setLength(passwordLength(event.currentTarget.value))}
      hint={<LengthHint length={length} rule={rule} refused={Boolean(props.error?.length)} />}
    />
  );
}

function LengthHint({ length, rule, refused }: { length: number; rule: PasswordRule; refused: boolean }) {
  const left = rule.minLength - length;
  if (length === 0) return `At least ${rule.minLength} characters. A few unrelated words are easy to remember.`;
  if (left > 0) return `${length} of at least ${rule.minLength} characters: ${left} to go.`;
  if (length > rule.maxLength) return `${length} characters: ${length - rule.maxLength} too many.`;
  if (refused) return `${length} characters.`;
  return (
    <>
      <span className="font-medium text-accent">✓ Long enough.</span> {length} characters.
    </>
  );
}

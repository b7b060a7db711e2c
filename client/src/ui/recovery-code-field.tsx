import { TextField } from "./text-field.tsx";

/** One field for a recovery code, however it was written down: the server knows it with or without dashes, small or large. */
export function RecoveryCodeField({ name, error }: { name: string; error: string[] | undefined }) {
  return (
    <TextField
      label="Recovery code"
      name={name}
      autoComplete="off"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      required
      maxLength={64}
      hint="One of the ten that you saved. Each works once."
      error={error}
      className="[&_input]:font-mono"
    />
  );
}

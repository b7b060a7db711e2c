import { TextField } from "./text-field.tsx";

interface EmailFieldProps {
  error: string[] | undefined;
  defaultValue?: string | undefined;
  readOnly?: boolean;
  /** The browser offers passkeys at it, too. */
  passkeys?: boolean;
}

/** The address a person signs in with; password managers keep it as the user name. */
export function EmailField({ passkeys, ...props }: EmailFieldProps) {
  return (
    <TextField
      {...props}
      label="Email"
      name="email"
      type="email"
      autoComplete={passkeys ? "username webauthn" : "username"}
      autoCapitalize="none"
      spellCheck={false}
      required
    />
  );
}

import type { Security } from "../../api/types.ts";
import { Section } from "../../ui/section.tsx";
import { AuthenticatorApp } from "./authenticator-app.tsx";

interface AuthenticatorSectionProps {
  security: Security;
  onRecoveryCodes: (codes: readonly string[]) => void;
}

/** The authenticator app under its heading. */
export function AuthenticatorSection({ security, onRecoveryCodes }: AuthenticatorSectionProps) {
  return (
    <Section title="Authenticator app">
      <AuthenticatorApp security={security} onConfirmed={(codes) => codes && onRecoveryCodes(codes)} />
    </Section>
  );
}

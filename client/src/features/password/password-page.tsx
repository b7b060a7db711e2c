import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { mySecurity, useHasPassword } from "../../lib/api-security.ts";
import { Loading } from "../../ui/loading.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import { PasswordChanged } from "./password-changed.tsx";
import { PasswordForm } from "./password-form.tsx";

/** Where the password is changed, and what that does. */
export function PasswordPage() {
  const [done, setDone] = useState<"set" | "changed" | null>(null);
  const hasPassword = useHasPassword();
  const queries = useQueryClient();
  const readAgain = () => void queries.invalidateQueries({ queryKey: mySecurity.queryKey });
  const whenChanged = () => {
    setDone(hasPassword ? "changed" : "set");
    readAgain();
    void queries.invalidateQueries({ queryKey: ["me", "activity"] });
  };
  return (
    <>
      <PageHeader
        title="Password"
        lead={`${hasPassword === false ? "Setting one" : "Changing it"} signs out every other device of yours at once. This one stays signed in.`}
      />
      <Columns
        main={
          <Section title={hasPassword === false ? "Set a password" : "Change password"}>
            {done ? (
              <PasswordChanged done={done} onAgain={() => setDone(null)} />
            ) : hasPassword === undefined ? (
              <Loading what="whether you have a password" rows={2} onRetry={readAgain} />
            ) : (
              <PasswordForm hasPassword={hasPassword} onChanged={whenChanged} />
            )}
          </Section>
        }
        side={
          <Section title="What makes a good one">
            <p className="text-ink-2">
              Length counts most. A sentence only you would think of, or a few unrelated words, is easy to keep and hard to guess. Capitals
              and symbols are welcome, not asked for.
            </p>
            <p className="text-ink-2">Refused are passwords from lists of known ones, and those that contain your name or email address.</p>
          </Section>
        }
      />
    </>
  );
}

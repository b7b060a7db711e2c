import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PageHeader } from "../../ui/page-header.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import { PasswordChanged } from "./password-changed.tsx";
import { PasswordForm } from "./password-form.tsx";

/** Where the password is changed, and what that does. */
export function PasswordPage() {
  const [changed, setChanged] = useState(false);
  const queries = useQueryClient();
  const whenChanged = () => {
    setChanged(true);
    void queries.invalidateQueries({ queryKey: ["me", "activity"] });
  };
  return (
    <>
      <PageHeader title="Password" lead="Changing it signs out every other device of yours at once. This one stays signed in." />
      <Columns
        main={
          <Section title="Change password">
            {changed ? <PasswordChanged onAgain={() => setChanged(false)} /> : <PasswordForm onChanged={whenChanged} />}
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

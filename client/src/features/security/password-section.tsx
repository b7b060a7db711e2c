import type { Security } from "../../api/types.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { Section } from "../../ui/section.tsx";
import { Time } from "../../ui/time.tsx";

/** The password, which has a page of its own. */
export function PasswordSection({ hasPassword, passwordChangedAt }: Pick<Security, "hasPassword" | "passwordChangedAt">) {
  if (!hasPassword)
    return (
      <Section title="Password" aside={<PageLink to="/me/password">Set one</PageLink>}>
        <p className="max-w-prose text-ink-2">Your account has none.</p>
      </Section>
    );
  return (
    <Section title="Password" aside={<PageLink to="/me/password">Change</PageLink>}>
      <p>
        {passwordChangedAt ? (
          <>
            Last changed on <Time at={passwordChangedAt} as="day" />
          </>
        ) : (
          "Set"
        )}
      </p>
    </Section>
  );
}

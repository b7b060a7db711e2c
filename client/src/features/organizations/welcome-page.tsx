import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { Button } from "../../ui/button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Section } from "../../ui/section.tsx";
import { CreateOrganization } from "./create-organization.tsx";
import { rememberNotNow } from "./not-now.ts";
import { useEnterNew } from "./use-enter-new.ts";

/** Where one arrives who belongs to no organization: to found one, or to join where one is expected. */
export function WelcomePage({ joining }: { joining: ReactNode }) {
  const { user } = useSignedIn();
  const enter = useEnterNew();
  const navigate = useNavigate();
  const leave = () => {
    rememberNotNow();
    void navigate("/");
  };
  return (
    <>
      <PageHeader
        title={`Welcome, ${user.name}`}
        lead="People work together in an organization: it has its own members, roles and rules. You belong to none yet."
      />
      <div className="grid max-w-2xl gap-10">
        {joining}
        <Section title="Create an organization">
          <CreateOrganization onCreated={enter} />
        </Section>
        <Section title="Only for yourself">
          <div className="grid justify-items-start gap-3">
            <p className="max-w-prose text-ink-2">
              Your account works without an organization too. You can create one whenever you want to, from the top of the navigation.
            </p>
            <Button onClick={leave}>Not now</Button>
          </div>
        </Section>
      </div>
    </>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { mySecurity } from "../../lib/api-security.ts";
import { useOrganization, usePermission } from "../../lib/organization.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { Section } from "../../ui/section.tsx";
import { AskForFactor } from "./ask-for-factor.tsx";
import type { AddFactor } from "./entry-refused.tsx";
import { InvitePeople } from "./invite-people.tsx";
import { areStepsHidden, hideSteps } from "./not-now.ts";
import { company, policyOf } from "./organization-queries.ts";
import { ThingToDo } from "./thing-to-do.tsx";

/** The first things to do in an organization, each of which can be done right here and ticks itself off. */
export function NextThings({ addFactor }: { addFactor: AddFactor }) {
  const { id } = useOrganization();
  const [isHidden, setIsHidden] = useState(() => areStepsHidden(id));
  if (isHidden) return null;
  return (
    <Section
      title="Next things to do"
      aside={
        <LinkButton
          onClick={() => {
            hideSteps(id);
            setIsHidden(true);
          }}
        >
          Hide
        </LinkButton>
      }
    >
      <ol className="-mt-3">
        <Invite />
        <OwnFactor addFactor={addFactor} />
        <FactorOfAll />
      </ol>
    </Section>
  );
}

function Invite() {
  const { id, name } = useOrganization();
  const mayInvite = usePermission("members:invite");
  const { data: isInCompany } = useQuery({ ...company(id), enabled: mayInvite });
  if (!mayInvite) return null;
  return (
    <ThingToDo
      title="Invite people"
      why={`${name} is yours alone so far.`}
      isDone={isInCompany}
      done="You are not alone here."
      begin="Invite"
    >
      {() => <InvitePeople />}
    </ThingToDo>
  );
}

function OwnFactor({ addFactor }: { addFactor: AddFactor }) {
  const { data: security } = useQuery(mySecurity);
  return (
    <ThingToDo
      title="Add a second factor to your account"
      why="So that your password alone opens nothing."
      isDone={security && (security.totp !== null || security.passkeys.length > 0)}
      done="Your account has one."
      begin="Add"
    >
      {(close) => addFactor({ isPasskeyOnly: false, onAdded: close })}
    </ThingToDo>
  );
}

function FactorOfAll() {
  const { id, name } = useOrganization();
  const maySet = usePermission("policies:update");
  const { data: policy } = useQuery({ ...policyOf(id), enabled: maySet });
  const { data: security } = useQuery(mySecurity);
  if (!maySet) return null;
  return (
    <ThingToDo
      title="Ask everybody for a second factor"
      why={`One careless member is enough to open ${name} to others.`}
      isDone={policy && ["required", "passkey_only"].includes(policy.secondFactor)}
      done={`${name} asks for it.`}
      begin="Ask"
    >
      {() => <AskForFactor hasFactor={Boolean(security && (security.totp !== null || security.passkeys.length > 0))} />}
    </ThingToDo>
  );
}

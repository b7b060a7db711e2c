import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Demand, OrganizationRefusal } from "../../api/types.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Section } from "../../ui/section.tsx";
import { ClosedOrganization } from "./closed-organization.tsx";
import { DemandStep } from "./demand-step.tsx";
import { myOrganizations } from "./organization-queries.ts";
import { OtherPlaces } from "./other-places.tsx";

/** The way to add a second factor right here, lent by another feature. */
export type AddFactor = (props: { isPasskeyOnly: boolean; onHold?: OnHold; onAdded: () => void }) => ReactNode;

/** Told when something begins that must be ended where it stands, and when it has. */
export type OnHold = (isHeld: boolean) => void;

interface EntryRefusedProps {
  refusal: OrganizationRefusal & { isNetwork: boolean };
  addFactor: AddFactor;
  onHold: OnHold;
  /** Something was given: enter again. */
  onGiven: () => Promise<unknown>;
}

/** In the place of an organization's page: why it does not let the person in now, and the way to give what it asks for. */
export function EntryRefused({ refusal, addFactor, onHold, onGiven }: EntryRefusedProps) {
  const { organizationId, name, isClosed, isNetwork, demands } = refusal;
  const entering = useMutation({ mutationFn: onGiven });
  const own = useQuery(myOrganizations).data?.find(({ id }) => id === organizationId);
  const enter = () => entering.mutate();
  const error = entering.error instanceof SignedOut ? null : entering.error;
  return (
    <>
      <PageHeader title={isClosed ? `${name} is closed` : `${name} does not let you in yet`} lead={leadOf(refusal)} />
      <div className="grid max-w-2xl gap-10">
        <div className="grid gap-4">
          {isClosed && <ClosedOrganization organizationId={organizationId} name={name} own={own} onReopened={enter} />}
          {isNetwork && (
            <Section title="Come from another network">
              <div className="grid justify-items-start gap-3">
                <p className="max-w-prose text-ink-2">
                  Connect to a network that {name} accepts, such as its office or its VPN, and try again. If this is one, ask an owner or
                  admin to add it.
                </p>
                <Button variant="primary" busy={entering.isPending} busyLabel="Trying…" onClick={enter}>
                  Try again
                </Button>
              </div>
            </Section>
          )}
          {inOrder(demands).map((demand) => (
            <DemandStep
              key={demand}
              demand={demand}
              name={name}
              busy={entering.isPending}
              addFactor={addFactor}
              onHold={onHold}
              onGiven={enter}
            />
          ))}
          {!isNetwork && (
            <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
              <Button variant="quiet" busy={entering.isPending} busyLabel="Trying…" onClick={enter}>
                Try again
              </Button>
              <output className="text-ink-2">
                {entering.isSuccess
                  ? "Nothing has changed."
                  : isClosed
                    ? "Was it opened again?"
                    : "Have you given it on another device, or is it asked for no more?"}
              </output>
            </div>
          )}
          <FailureNotice error={error} doing="Entering" secondsLeft={0} kept="Nothing was lost" />
        </div>
        <OtherPlaces without={organizationId} />
      </div>
    </>
  );
}

function leadOf({ isClosed, isNetwork, demands, name }: EntryRefusedProps["refusal"]): string {
  if (isClosed) return "Nobody works in it any more. Until it is deleted an owner can open it again.";
  if (isNetwork) return `It is open from certain networks only, and you are in another one. You are still signed in.`;
  if (demands.includes("domain")) return `${name} decides which addresses its members use. You are still signed in.`;
  return "It asks its members for more than this sign-in has shown. Give it here, and you go on where you were.";
}

/** What nobody can give comes first: the rest would be in vain. */
function inOrder(demands: readonly Demand[]): readonly Demand[] {
  return demands.includes("domain") ? ["domain"] : demands;
}

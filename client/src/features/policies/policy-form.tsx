import { useOrganization } from "../../lib/organization.ts";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { useAuthOptions } from "../../lib/use-auth-options.ts";
import { Button } from "../../ui/button.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { ListField } from "../../ui/list-field.tsx";
import { Mono } from "../../ui/mono.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import { SelectField } from "../../ui/select.tsx";
import { BeforeSaving } from "./before-saving.tsx";
import { durationChoices } from "./describe-policy.ts";
import { MethodChoice } from "./method-choice.tsx";
import type { AddFactor } from "./policy-page.tsx";
import type { ReadPolicy } from "./policy-queries.ts";
import { SecondFactorChoice } from "./second-factor-choice.tsx";
import { usePolicyForm } from "./use-policy-form.ts";

/** Sets what the organization demands; beside it stands what that would do. */
export function PolicyForm({ start, addFactor }: { start: ReadPolicy; addFactor: AddFactor }) {
  const organization = useOrganization();
  const { user } = useSignedIn();
  const named = useAuthOptions()?.providers ?? [];
  const form = usePolicyForm(organization.id, start);
  const { draft, change, policy, reasons } = form;
  const ownDomain = user.email.split("@").at(-1)?.toLowerCase() ?? "";
  const ownAddress = form.preview.data?.yourAddress;
  const duration = (value: string) => (value === "" ? null : Number(value));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.save();
      }}
    >
      <Columns
        main={
          <>
            <Section title="Second factor">
              <SecondFactorChoice form={form} />
            </Section>
            <Section title="Ways to sign in">
              <MethodChoice
                methods={policy.instance.methods}
                named={named}
                chosen={draft.allowedMethods}
                onChange={(allowedMethods) => change({ allowedMethods })}
              />
            </Section>
            <Section title="Sessions">
              <div className="grid items-start gap-5 sm:grid-cols-2">
                <SelectField
                  label="End when not used for"
                  name="idle"
                  value={String(draft.idleSeconds ?? "")}
                  choices={durationChoices(policy.instance.idleSeconds, draft.idleSeconds)}
                  onChoose={(value) => change({ idleSeconds: duration(value) })}
                />
                <SelectField
                  label="Ask for a proof again after"
                  name="absolute"
                  hint="Also of somebody who works without a pause."
                  value={String(draft.absoluteSeconds ?? "")}
                  choices={durationChoices(policy.instance.absoluteSeconds, draft.absoluteSeconds)}
                  onChoose={(value) => change({ absoluteSeconds: duration(value) })}
                />
              </div>
            </Section>
            <Section title="Mail domains">
              <ListField
                label="Mail domains"
                name="domain"
                placeholder="example.com"
                empty="Members may have addresses of any domain."
                items={draft.allowedDomains ?? []}
                errors={reasons("allowedDomains")}
                onChange={(items) => change({ allowedDomains: items.length > 0 ? items : null })}
              />
              {!draft.allowedDomains?.includes(ownDomain) && (
                <OwnFact
                  what="Your address is of"
                  fact={ownDomain}
                  onAdd={() => change({ allowedDomains: [...(draft.allowedDomains ?? []), ownDomain] })}
                />
              )}
            </Section>
            <Section title="Networks">
              <ListField
                label="Networks"
                name="network"
                placeholder="203.0.113.0/24"
                hint="An address, or a network in CIDR form; IPv4 or IPv6."
                empty="Members may come from everywhere."
                items={draft.ipRanges}
                errors={reasons("ipRanges")}
                onChange={(ipRanges) => change({ ipRanges })}
              />
              {ownAddress && !draft.ipRanges.includes(ownAddress) && (
                <OwnFact what="You come from" fact={ownAddress} onAdd={() => change({ ipRanges: [...draft.ipRanges, ownAddress] })} />
              )}
            </Section>
          </>
        }
        side={<BeforeSaving form={form} named={named} ownDomain={ownDomain} addFactor={addFactor} />}
      />
      <LeaveGuard dirty={form.dirty && !form.busy} what="the changes" />
    </form>
  );
}

function OwnFact({ what, fact, onAdd }: { what: string; fact: string; onAdd: () => void }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
      <span>
        {what} <Mono>{fact}</Mono>
      </span>
      <Button size="small" onClick={onAdd}>
        Add {fact}
      </Button>
    </p>
  );
}

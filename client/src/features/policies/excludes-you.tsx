import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Demand, PolicyPreview } from "../../api/types.ts";
import { mySecurity } from "../../lib/api-security.ts";
import { freshProof } from "../../lib/fresh-proof.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { AddFactor } from "./policy-page.tsx";
import type { usePolicyForm } from "./use-policy-form.ts";

interface ExcludesYouProps {
  excludes: PolicyPreview["excludesYou"];
  /** What the server said when it refused. */
  detail: string | null;
  form: ReturnType<typeof usePolicyForm>;
  ownDomain: string;
  addFactor: AddFactor;
}

/** The policy would shut out whoever sets it: why, and the way out, right here. */
export function ExcludesYou({ excludes, detail, form, ownDomain, addFactor }: ExcludesYouProps) {
  const { draft, change, preview } = form;
  const ownAddress = preview.data?.yourAddress;
  return (
    <Notice tone={detail ? "danger" : "warn"} title="You would shut yourself out">
      <p>{excludes === null ? detail : "Nobody can set what they do not meet. Give what is missing, and save then."}</p>
      {excludes?.demands.map((demand) => (
        <WayOut key={demand} demand={demand} form={form} ownDomain={ownDomain} addFactor={addFactor} />
      ))}
      {excludes?.isAddressOutside && ownAddress && (
        <Way says={`You come from ${ownAddress}, which is in none of the networks.`}>
          <Button size="small" onClick={() => change({ ipRanges: [...draft.ipRanges, ownAddress] })}>
            Add my address
          </Button>
        </Way>
      )}
    </Notice>
  );
}

interface WayOutProps extends Pick<ExcludesYouProps, "form" | "ownDomain" | "addFactor"> {
  demand: Demand;
}

function WayOut({ demand, form, ownDomain, addFactor }: WayOutProps) {
  const { data: security } = useQuery(mySecurity);
  const hasPasskey = Boolean(security?.passkeys.length);
  const hasFactor = hasPasskey || Boolean(security?.totp);
  const again = () => void form.lookAgain();
  const prove = async () => {
    if (await freshProof.ask()) again();
  };
  const confirm = (label: string) => (
    <Button size="small" onClick={() => void prove()}>
      {label}
    </Button>
  );
  switch (demand) {
    case "second_factor":
      return hasFactor ? (
        <Way says="You have not shown your second factor in this session.">{confirm("Confirm with it now")}</Way>
      ) : (
        <Way says="You have no second factor yet.">{security && addFactor({ isPasskeyOnly: false, onAdded: again })}</Way>
      );
    case "passkey":
      return hasPasskey ? (
        <Way says="You have not used your passkey in this session.">{confirm("Use it now")}</Way>
      ) : (
        <Way says="You have no passkey yet.">{security && addFactor({ isPasskeyOnly: true, onAdded: again })}</Way>
      );
    case "recent_proof":
      return <Way says="You last proved who you are longer ago than that.">{confirm("Confirm it now")}</Way>;
    case "method":
      return (
        <Way says="You signed in in a way that it does not accept. Sign out, and in again in one that it does, or accept yours too.">
          {draftAccepts(form.draft.allowedMethods, "passkey") && hasPasskey && confirm("Use a passkey now")}
        </Way>
      );
    case "domain":
      return (
        <Way says={`Your own address is of ${ownDomain}.`}>
          <Button size="small" onClick={() => form.change({ allowedDomains: [...(form.draft.allowedDomains ?? []), ownDomain] })}>
            Add {ownDomain}
          </Button>
        </Way>
      );
  }
}

function draftAccepts(methods: readonly string[] | null, method: string): boolean {
  return methods === null || methods.includes(method);
}

function Way({ says, children }: { says: string; children?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-1.5">
      <p>{says}</p>
      {children}
    </div>
  );
}

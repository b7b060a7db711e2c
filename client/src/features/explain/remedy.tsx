import type { ReactNode } from "react";
import type { AccessChange, AccessExplanation } from "../../api/types.ts";
import { freshProof } from "../../lib/fresh-proof.ts";
import { organizationPath, useOrganization, usePermission } from "../../lib/organization.ts";
import { renewToken } from "../../lib/session/renew-token.ts";
import { Button } from "../../ui/button.tsx";
import { buttonClasses } from "../../ui/button-classes.ts";
import { Link } from "../../ui/link.tsx";
import { GiveRole } from "./give-role.tsx";

interface RemedyProps {
  remedy: NonNullable<AccessExplanation["remedy"]>;
  /** The member it is about; null for the one who asks. */
  who: string | null;
  name: string;
  onDone: () => void;
}

/** The smallest change, each part with the way to make it right here for whoever may. */
export function Remedy({ remedy: { changes }, who, name, onDone }: RemedyProps) {
  return (
    <ul className="grid gap-4">
      {changes.map((change) => (
        <li key={change.kind} className="grid justify-items-start gap-2">
          <p className="max-w-prose">{change.sentence}</p>
          <WayTo change={change} who={who} name={name} onDone={onDone} />
        </li>
      ))}
    </ul>
  );
}

function WayTo({ change, who, name, onDone }: Omit<RemedyProps, "remedy"> & { change: AccessChange }): ReactNode {
  const mayGive = usePermission("members:update");
  const mayInvite = usePermission("members:invite");
  const maySetPolicies = usePermission("policies:update");
  const organization = useOrganization();
  const to = (path: string, label: string) => (
    <Link to={organizationPath(organization, path)} className={buttonClasses("secondary", "medium")}>
      {label}
    </Link>
  );
  const prove = async () => {
    if (!(await freshProof.ask())) return;
    await renewToken();
    onDone();
  };
  switch (change.kind) {
    case "role":
      if (who !== null && mayGive) return <GiveRole who={who} name={name} roles={change.roles} onDone={onDone} />;
      return <AskSomebody>An owner or admin of {organization.name} can give a role.</AskSomebody>;
    case "membership":
      return mayInvite ? to("members", "Go to the members") : null;
    case "proof":
      return who === null ? (
        <Button onClick={() => void prove()}>Prove it now</Button>
      ) : (
        <AskSomebody>Only {name} can do this.</AskSomebody>
      );
    case "network":
    case "domain":
      return maySetPolicies ? to("policies", "Go to the policies") : <AskSomebody>An owner or admin can change the policies.</AskSomebody>;
    default:
      return null;
  }
}

function AskSomebody({ children }: { children: ReactNode }) {
  return <p className="text-ink-3">{children}</p>;
}

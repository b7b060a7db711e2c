import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { InvitedMember } from "../../api/types.ts";
import { useOrganization } from "../../lib/organization.ts";
import { InviteForm } from "./invite-form.tsx";
import { InviteResults } from "./invite-results.tsx";
import { membersKey } from "./member-queries.ts";

interface InviteProps {
  /** Stands beside the button of the form. */
  children?: ReactNode;
  /** What to do once it is told how it went; without it the form comes back. */
  onDone?: () => void;
  /** Links are shown, this once. */
  onLinks?: (areShown: boolean) => void;
}

/** The form, and then of each address what became of it. */
export function Invite({ children, onDone, onLinks }: InviteProps) {
  const { id } = useOrganization();
  const queries = useQueryClient();
  const [results, setResults] = useState<readonly InvitedMember[] | null>(null);
  const show = (invited: readonly InvitedMember[]) => {
    setResults(invited);
    onLinks?.(invited.some(({ link }) => link !== null));
    void queries.invalidateQueries({ queryKey: membersKey(id) });
  };
  const goOn = () => {
    setResults(null);
    onLinks?.(false);
    onDone?.();
  };
  return results ? <InviteResults results={results} onDone={goOn} /> : <InviteForm onInvited={show}>{children}</InviteForm>;
}

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useOrganization } from "../../lib/organization.ts";
import { ComboField } from "../../ui/combo-field.tsx";
import { fittingMembers } from "./explain-queries.ts";

const pauseMs = 200;

/** Finds a member by name or address. */
export function MemberField({ label, onMember }: { label: string; onMember: (userId: string) => void }) {
  const { id } = useOrganization();
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data, isPending, isError } = useQuery(fittingMembers(id, search));
  const options = (data ?? []).map(({ user, role }) => ({ id: user.id, title: user.name, detail: `${role.name}, ${user.email}` }));
  const note = isError ? "The members could not be loaded." : isPending ? "Looking…" : options.length === 0 ? "Nobody fits." : null;
  return (
    <ComboField
      label={label}
      name="member"
      placeholder="Name or address"
      typed={typed}
      onType={setTyped}
      options={options}
      note={note}
      onChoose={onMember}
    />
  );
}

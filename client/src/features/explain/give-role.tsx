import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AccessChange } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { useOrganization } from "../../lib/organization.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useOnline } from "../../lib/use-online.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Mono } from "../../ui/mono.tsx";
import { SelectField } from "../../ui/select.tsx";
import { useToast } from "../../ui/toasts.tsx";

interface GiveRoleProps {
  who: string;
  name: string;
  roles: Extract<AccessChange, { kind: "role" }>["roles"];
  onDone: () => void;
}

/** Gives a member one of the roles that permit it, the smallest unless another is chosen, and says what they lose by it. */
export function GiveRole({ who, name, roles, onDone }: GiveRoleProps) {
  const { id: organizationId } = useOrganization();
  const [chosen, setChosen] = useState(roles[0]?.id ?? "");
  const role = roles.find(({ id }) => id === chosen) ?? roles[0];
  const queries = useQueryClient();
  const toast = useToast();
  const { online } = useOnline();
  const giving = useMutation({
    mutationFn: (roleId: string) =>
      api("PATCH /organizations/{organizationId}/members/{userId}", { params: { organizationId, userId: who }, body: { roleId } }),
    onSuccess: async ({ data }) => {
      toast({ tone: "success", title: `${data.user.name} has the role ${data.role.name} now` });
      await queries.invalidateQueries({ queryKey: ["organization", organizationId] });
      onDone();
    },
  });
  if (!role) return null;
  return (
    <div className="grid max-w-prose gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <SelectField
          label="Role"
          name="role"
          value={role.id}
          choices={roles.map(({ id, name: label, permissions }) => ({
            value: id,
            label: `${label}, ${permissions} ${permissions === 1 ? "permission" : "permissions"}`,
          }))}
          onChoose={setChosen}
        />
        <Button
          variant="primary"
          className="min-h-9"
          busy={giving.isPending}
          busyLabel="Giving…"
          disabled={!online}
          onClick={() => giving.mutate(role.id)}
        >
          Give {name} this role
        </Button>
      </div>
      <p className="text-ink-2">
        {role.loses.length === 0 ? (
          `${name} keeps all that they may do now.`
        ) : (
          <>
            {name} loses by it:{" "}
            {role.loses.map((permission, index) => (
              <span key={permission}>
                {index > 0 && ", "}
                <Mono>{permission}</Mono>
              </span>
            ))}
            .
          </>
        )}
      </p>
      <FailureNotice
        error={giving.error instanceof SignedOut ? null : giving.error}
        doing="Giving the role"
        secondsLeft={0}
        kept="Nothing was changed"
        words={{ grant_exceeds_own: "You do not hold all that this role permits, or that theirs does. Somebody who does can give it." }}
      />
    </div>
  );
}

import { Mono } from "../../ui/mono.tsx";
import { Time } from "../../ui/time.tsx";
import { useGrantableRoles } from "./use-grantable-roles.ts";

const named = 4;

interface WhatTheyLoseProps {
  roleId: string;
  roleName: string;
  lastSeenAt: string | null;
}

/** What ends with a membership, before it ends. */
export function WhatTheyLose({ roleId, roleName, lastSeenAt }: WhatTheyLoseProps) {
  const { roles } = useGrantableRoles();
  const permissions = roles.find(({ id }) => id === roleId)?.permissions ?? [];
  const changes = permissions.filter((permission) => !permission.endsWith(":read"));
  const rest = permissions.length - Math.min(changes.length, named);
  return (
    <>
      <p>
        {lastSeenAt ? (
          <>
            They were here <Time at={lastSeenAt} as="distance" />. On their next click they are out, on every device.
          </>
        ) : (
          "They are not signed in here now, and cannot come in any more."
        )}{" "}
        They are told.
      </p>
      <p>
        They lose the role {roleName}
        {changes.length > 0 && (
          <>
            :{" "}
            {changes.slice(0, named).map((permission, index) => (
              <span key={permission}>
                {index > 0 && ", "}
                <Mono>{permission}</Mono>
              </span>
            ))}
            {rest > 0 && ` and ${rest} more`}
          </>
        )}
        . Their account and what they did here stay. You can invite them again.
      </p>
    </>
  );
}

import { useQuery } from "@tanstack/react-query";
import type { AuthOptions } from "../../api/types.ts";
import { authOptions } from "../../lib/api-options.ts";

/** Who can join this instance at all; nothing until it is known. */
export function RegistrationRule() {
  const { data } = useQuery(authOptions);
  return <p className="text-ink-2">{data ? describeRule(data) : null}</p>;
}

function describeRule({ registration, registrationDomains }: AuthOptions): string {
  if (registration === "open") return "Anybody can create an account here. An invitation saves confirming the address.";
  if (registration === "invitation") return "Only who is invited can create an account here.";
  if (registration === "closed") return "Nobody can join here, not even by invitation, until whoever runs this Gatehouse opens it.";
  return `Whoever has an address at ${registrationDomains.join(" or ")} can create an account here. All others need an invitation.`;
}

import type { Security } from "../../api/types.ts";
import { describeMethods } from "../../lib/describe-methods.ts";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { Time } from "../../ui/time.tsx";

const list = new Intl.ListFormat("en");

/** How strong and how fresh the proof of this session is. */
export function SessionProof({ security: { methods, authenticatedAt } }: { security: Security }) {
  const ways = list.format(describeMethods(methods));
  return (
    <DefinitionList
      items={[
        { term: "Proven with", value: ways.replace(/^./, (first) => first.toUpperCase()) },
        { term: "Second factor", value: methods.includes("mfa") ? "Yes" : "No" },
        { term: "Last proven", value: <Time at={authenticatedAt} as="distance" /> },
      ]}
    />
  );
}

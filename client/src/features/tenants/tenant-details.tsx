import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { LookIntoOrganization } from "../../api/types.ts";
import { formatNumber } from "../../lib/format.ts";
import { CopyText } from "../../ui/copy-text.tsx";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Mono } from "../../ui/mono.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import { Time } from "../../ui/time.tsx";
import { TenantMembers } from "./tenant-members.tsx";
import { lookInto } from "./tenant-queries.ts";

const factors: Record<LookIntoOrganization["policy"]["secondFactor"], string> = {
  off: "Not asked for",
  optional: "Optional",
  required: "Required",
  passkey_only: "Passkeys only",
};

/** What an administrator of the instance sees of an organization. */
export function TenantDetails({ seen, reason }: { seen: LookIntoOrganization; reason: string }) {
  const [pages, setPages] = useState([seen.members]);
  const members = pages.flatMap(({ items }) => items);
  const nextCursor = pages.at(-1)?.nextCursor ?? null;
  const more = useMutation({
    mutationFn: (cursor: string) => lookInto(seen.id, reason, cursor),
    onSuccess: ({ members: next }) => setPages((before) => [...before, next]),
  });
  const { policy } = seen;
  const networks =
    policy.ipRanges === 0 ? "From everywhere" : `${formatNumber(policy.ipRanges)} ${policy.ipRanges === 1 ? "network" : "networks"}`;
  return (
    <div className="grid gap-6">
      <Notice tone="info" title="The organization is told of this look">
        <p>Your reason stands in its record: “{reason}”</p>
      </Notice>
      <Columns
        main={
          <Section title="Members">
            {members.length === 0 ? (
              <EmptyState title="It has no members">Whoever was one has left, or has deleted their account.</EmptyState>
            ) : (
              <TenantMembers members={members} />
            )}
            <LoadMore
              more={nextCursor !== null}
              busy={more.isPending}
              error={more.error}
              onMore={() => nextCursor !== null && more.mutate(nextCursor)}
            >
              {formatNumber(members.length)} {members.length === 1 ? "member" : "members"}
              {nextCursor !== null && " so far. Each further page is one more line in its record"}
            </LoadMore>
          </Section>
        }
        side={
          <>
            <Section title="Facts">
              <DefinitionList
                items={[
                  { term: "Address", value: <Mono>{`/o/${seen.slug}`}</Mono> },
                  { term: "Since", value: <Time at={seen.createdAt} as="day" /> },
                  ...(seen.closedAt ? [{ term: "Closed", value: <Time at={seen.closedAt} /> }] : []),
                  ...(seen.erasesAt ? [{ term: "Is deleted", value: <Time at={seen.erasesAt} /> }] : []),
                  { term: "Organization id", value: <CopyText value={seen.id} what="organization id" />, long: true },
                ]}
              />
            </Section>
            <Section title="What it asks for">
              <DefinitionList
                items={[
                  { term: "Second factor", value: factors[policy.secondFactor] },
                  { term: "Ways to sign in", value: policy.allowedMethods?.join(", ") ?? "All" },
                  { term: "Mail domains", value: policy.allowedDomains?.join(", ") ?? "Any" },
                  { term: "Networks", value: networks },
                ]}
              />
            </Section>
          </>
        }
      />
    </div>
  );
}

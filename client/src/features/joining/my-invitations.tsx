import { useQuery } from "@tanstack/react-query";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Section } from "../../ui/section.tsx";
import { useFocusKept } from "../../ui/use-focus-kept.ts";
import { myInvitations } from "./joining-queries.ts";
import { MyInvitation } from "./my-invitation.tsx";

/** Leads into an organization of which the person is a member from now on. */
export type OnJoined = (organization: { slug: string }) => Promise<unknown>;

/** The organizations that invite the person, each to be joined or turned down; nothing while there is none. */
export function MyInvitations({ onJoined }: { onJoined: OnJoined }) {
  const { data, error, refetch } = useQuery(myInvitations);
  const place = useFocusKept<HTMLDivElement>(data?.length);
  if (!data) return error && <ErrorPanel error={error} title="Your invitations could not be loaded" onRetry={() => void refetch()} />;
  if (data.length === 0) return null;
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <Section title={data.length === 1 ? "You are invited" : `You are invited to ${data.length} organizations`}>
        <ul className="-mt-3">
          {data.map((invitation) => (
            <MyInvitation key={invitation.id} invitation={invitation} onJoined={onJoined} />
          ))}
        </ul>
      </Section>
    </div>
  );
}

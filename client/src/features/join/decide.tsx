import { useState } from "react";
import type { OfferedMembership } from "../../api/types.ts";
import { asPerson } from "../../lib/door/as-person.ts";
import type { DoorProps } from "../../lib/door/door.ts";
import { keep } from "../../lib/door/kept.ts";
import { isProblem } from "../../lib/problem.ts";
import { request } from "../../lib/request.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { AuthForm } from "../../ui/auth-form.tsx";
import { AuthFooter } from "../../ui/auth-shell.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { LinkButton } from "../../ui/link-button.tsx";

interface DecideProps extends Pick<DoorProps, "session" | "leave"> {
  offer: OfferedMembership;
  token: string;
  onDeclined: () => void;
  onOver: () => void;
}

const words = { too_many_organizations: "You belong to as many organizations as one person may. Leave one first." };

/** The person whom it is for decides, with one press. */
export function Decide({ offer, token, session, leave, onDeclined, onOver }: DecideProps) {
  const [declining, setDeclining] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const options = { params: { invitationId: offer.id }, body: { token } };
  const unlessOver = (error: unknown) => {
    if (!isProblem(error, "invitation_invalid", "not_found")) throw error;
    onOver();
  };
  const submission = useSubmission({
    check: () => ({}),
    send: async () => {
      try {
        const { data } = await asPerson(session, (headers) =>
          request("POST /me/organization-invitations/{invitationId}/accept", { ...options, headers }),
        );
        keep("membership", null);
        leave(`/o/${data.organization.slug}`);
      } catch (error) {
        unlessOver(error);
      }
    },
  });
  const decline = async () => {
    if (declining.busy) return;
    setDeclining({ busy: true, error: null });
    try {
      await asPerson(session, (headers) => request("POST /me/organization-invitations/{invitationId}/decline", { ...options, headers }));
      onDeclined();
    } catch (error) {
      if (isProblem(error, "invitation_invalid", "not_found")) onOver();
      else setDeclining({ busy: false, error });
    }
  };
  return (
    <>
      <AuthForm
        submission={submission}
        verb={`Join ${offer.organization.name}`}
        busyVerb="Joining…"
        doing="Joining"
        words={words}
        kept="The invitation waits"
      />
      <AuthFooter>
        <p>
          You join as {session.getSnapshot().user?.email}. Rather not? <LinkButton onClick={() => void decline()}>Decline</LinkButton>
        </p>
        {declining.error !== null && (
          <FailureNotice error={declining.error} doing="Declining" secondsLeft={0} kept="The invitation waits" />
        )}
      </AuthFooter>
    </>
  );
}

import { useState } from "react";
import type { OfferedMembership } from "../../api/types.ts";
import type { DoorProps } from "../../lib/door/door.ts";
import { keep } from "../../lib/door/kept.ts";
import { formatDateTime } from "../../lib/format.ts";
import { withNext } from "../../lib/next-path.ts";
import type { SessionSnapshot } from "../../lib/session/snapshot.ts";
import { useAuthOptions } from "../../lib/use-auth-options.ts";
import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { buttonClasses } from "../../ui/button-classes.ts";
import { Notice } from "../../ui/notice.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { Decide } from "./decide.tsx";
import { InvitationDeclined } from "./join-ends.tsx";
import { SwitchAccount } from "./switch-account.tsx";

interface OfferProps extends Pick<DoorProps, "session" | "leave"> {
  offer: OfferedMembership;
  token: string;
  standing: SessionSnapshot;
  onOver: () => void;
}

/** What is offered, to whom and by whom; and the next step for who holds the link, whoever they are signed in as. */
export function Offer({ offer, token, session, standing, leave, onOver }: OfferProps) {
  const [isDeclined, setIsDeclined] = useState(false);
  const { organization, role, invitedBy, email, expiresAt } = offer;
  if (isDeclined) return <InvitationDeclined organization={organization.name} />;
  return (
    <AuthShell title={`Join ${organization.name}`} lead={`${invitedBy ?? "Somebody there"} invites you as ${role.name}.`}>
      <dl className="mb-6 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 border-y border-line py-3 text-body">
        <dt className="text-ink-3">For</dt>
        <dd className="wrap-anywhere">{email}</dd>
        <dt className="text-ink-3">Until</dt>
        <dd>{formatDateTime(expiresAt)}</dd>
      </dl>
      <NextStep
        {...{ offer, token, session, standing, leave, onOver }}
        onDeclined={() => {
          keep("membership", null);
          setIsDeclined(true);
        }}
      />
    </AuthShell>
  );
}

function NextStep({ standing, onDeclined, ...offered }: OfferProps & { onDeclined: () => void }) {
  const options = useAuthOptions();
  const { offer, session, leave } = offered;
  if (standing.state === "unknown")
    return standing.why === "starting" ? (
      <div aria-hidden="true" className="h-10 animate-pulse rounded-control bg-line" />
    ) : (
      <Notice tone="warn" title="No answer came">
        Whether you are signed in could not be asked. It is asked again by itself.
      </Notice>
    );
  if (standing.state === "out") {
    const mayRegister = offer.opensRegistration || options?.registration === "open" || options?.registration === "domains";
    return <ComeIn {...{ offer, mayRegister }} />;
  }
  const { user } = standing;
  if (user.email !== offer.email) return <SwitchAccount {...{ session, leave, user, email: offer.email }} />;
  if (!user.emailVerifiedAt && options?.mail !== "off") return <ConfirmFirst />;
  return <Decide {...offered} onDeclined={onDeclined} />;
}

/** Signed out: both ways lead back here, with the address filled in. */
function ComeIn({ offer: { email, opensRegistration }, mayRegister }: { offer: OfferedMembership; mayRegister: boolean }) {
  const fill = () => keep("email", email);
  return (
    <div className="grid gap-3">
      <a href={withNext("/sign-in", "/join")} onClick={fill} className={buttonClasses("primary", "large", "w-full")}>
        Sign in
      </a>
      {mayRegister && (
        <a
          href={withNext("/sign-up", "/join") + (opensRegistration ? "#membership=kept" : "")}
          onClick={fill}
          className={buttonClasses("secondary", "large", "w-full")}
        >
          Create an account
        </a>
      )}
      <AuthFooter>
        <p>You come back here afterwards. Do you not expect this? Then do nothing.</p>
      </AuthFooter>
    </div>
  );
}

function ConfirmFirst() {
  return (
    <div className="grid gap-4">
      <Notice tone="warn" title="Confirm your address first">
        An invitation is for the owner of its address, and yours is not confirmed yet. Come back with the link in the mail afterwards, or
        accept the invitation in your console.
      </Notice>
      <a href="/me/email" className={buttonClasses("primary", "large", "w-full")}>
        Confirm the address
      </a>
      <AuthFooter>
        <p>
          Not now? <TextLink href="/">Go to your console</TextLink>
        </p>
      </AuthFooter>
    </div>
  );
}

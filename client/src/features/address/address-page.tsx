import { useQuery } from "@tanstack/react-query";
import { authOptions } from "../../lib/api-options.ts";
import { useHasPassword } from "../../lib/api-security.ts";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { EmailAddress } from "../../ui/email-address.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import { useKept } from "../../ui/use-kept.ts";
import { ChangeAddress } from "./change-address.tsx";
import { ChangeRules } from "./change-rules.tsx";
import { ConfirmAddress } from "./confirm-address.tsx";
import { ConfirmedMark } from "./confirmed-mark.tsx";
import { MailNeeded } from "./mail-needed.tsx";
import { useAddress } from "./use-address.ts";

/** The address a person signs in with: to be confirmed, and to be changed. */
export function AddressPage() {
  const person = useSignedIn();
  const address = useAddress();
  const user = address.read?.user ?? person.user;
  const asked = useQuery(authOptions);
  const options = useKept(asked.data);
  const hasPassword = useHasPassword();
  const error = address.error ?? asked.error;
  const retry = () => void Promise.all([address.refetch(), asked.refetch()]);
  return (
    <>
      <PageHeader title="Address" lead="What you sign in with, and where mails about your account go." />
      <Columns
        main={
          <>
            <Section title="Your address">
              <div className="grid gap-1">
                <p className="text-lead font-semibold wrap-anywhere">
                  <EmailAddress value={user.email} />
                </p>
                <ConfirmedMark since={user.emailVerifiedAt} />
              </div>
              {user.emailVerifiedAt === null && options && options.mail !== "off" && (
                <ConfirmAddress email={user.email} onConfirmed={address.refetch} />
              )}
            </Section>
            <Section title="Change address">
              {address.read && options && hasPassword !== undefined ? (
                <MailNeeded options={options}>
                  <ChangeAddress address={address.read} hasPassword={hasPassword} onChange={address.show} onRead={address.refetch} />
                </MailNeeded>
              ) : error ? (
                <ErrorPanel error={error} title="Your address could not be loaded" onRetry={retry} />
              ) : (
                <Loading what="your address" rows={3} onRetry={retry} />
              )}
            </Section>
          </>
        }
        side={
          options?.mail !== "off" && (
            <Section title="How a change goes">
              <ChangeRules />
            </Section>
          )
        }
      />
    </>
  );
}

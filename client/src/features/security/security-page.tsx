import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { mySecurity } from "../../lib/api-security.ts";
import { authOptions } from "../../lib/api-options.ts";
import { isProblem } from "../../lib/problem.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import { useKept } from "../../ui/use-kept.ts";
import { AuthenticatorSection } from "./authenticator-section.tsx";
import { PasskeysSection } from "./passkeys-section.tsx";
import { PasswordSection } from "./password-section.tsx";
import { RecoveryCodesSheet } from "./recovery-codes-sheet.tsx";
import { RecoverySection } from "./recovery-section.tsx";
import { RemoveFactor } from "./remove-factor.tsx";
import { SessionProof } from "./session-proof.tsx";
import { Standing } from "./standing.tsx";
import { useProviderReturn } from "./use-provider-return.ts";

// Most instances have no providers.
const ConnectionsSection = lazy(() => import("./connections-section.tsx").then((module) => ({ default: module.ConnectionsSection })));

/** How a person signs in: what there is beside the password, and what happened with it lately. */
export function SecurityPage({ recentActivity }: { recentActivity: ReactNode }) {
  const read = useQuery(mySecurity);
  const security = useKept(read.data);
  const providers = useKept(useQuery(authOptions).data)?.providers ?? [];
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  useProviderReturn();
  const retry = () => void read.refetch({ cancelRefetch: true });
  return (
    <>
      <PageHeader title="Security" lead="What you prove yourself with, here and when you sign in." />
      <Columns
        main={
          security ? (
            <>
              <div className="grid gap-4 empty:hidden">
                <OutOfDate
                  readAtMs={read.dataUpdatedAt}
                  failed={read.isError}
                  offline="Changes need the network."
                  onRefresh={() => void read.refetch()}
                />
                <Standing security={security} />
              </div>
              <PasskeysSection security={security} onRecoveryCodes={setCodes} />
              <AuthenticatorSection security={security} onRecoveryCodes={setCodes} />
              <RecoverySection recoveryCodes={security.recoveryCodes} onRecoveryCodes={setCodes} />
              <Suspense>
                {providers.length > 0 && <ConnectionsSection providers={providers} security={security} Remove={RemoveFactor} />}
              </Suspense>
              <PasswordSection {...security} />
            </>
          ) : isProblem(read.error, "impersonation_is_read_only") ? (
            <EmptyState title="Only they see this">
              How somebody signs in is for them alone to see, also while you act for them. Nothing is wrong here.
            </EmptyState>
          ) : read.error ? (
            <ErrorPanel error={read.error} title="How you sign in could not be loaded" onRetry={retry} />
          ) : (
            <Loading what="how you sign in" rows={8} onRetry={retry} />
          )
        }
        side={
          <>
            {security && (
              <Section title="This session" aside={<PageLink to="/me/sessions">All devices</PageLink>}>
                <SessionProof security={security} />
              </Section>
            )}
            <Section title="Recent activity" aside={<PageLink to="/me/activity">All activity</PageLink>}>
              {recentActivity}
            </Section>
          </>
        }
      />
      {codes && <RecoveryCodesSheet codes={codes} onClose={() => setCodes(null)} />}
    </>
  );
}

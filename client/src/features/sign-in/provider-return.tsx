import { type ReactNode, useEffect } from "react";
import type { PendingSignIn } from "../../api/types.ts";
import { linkValue } from "../../lib/door/mailed-link.ts";
import { useWayOut } from "../../lib/door/use-way-out.ts";
import { useNextPath } from "../../lib/use-next-path.ts";
import { Notice } from "../../ui/notice.tsx";
import { WayOutFailure } from "../../ui/provider-buttons.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { explainProviderError } from "./explain-provider-error.ts";
import { ClosedAccount } from "./refusals.tsx";

interface ProviderReturnProps {
  /** What the provider's way back has left behind the address. */
  link: string | null;
  onPending: (pending: PendingSignIn) => void;
}

/** Says how it went at a provider that the person comes back from, where they are not signed in yet. */
export function ProviderReturn({ link, onPending }: ProviderReturnProps) {
  const token = linkValue(link, "second-factor");

  useEffect(() => {
    if (token === null) return;
    // It opens the second step, so it stays in memory only: whoever comes to this page later must not find it.
    history.replaceState(null, "");
    onPending({ token, methods: methodsOf(link), expiresAt: linkValue(link, "expires-at") ?? "" });
  }, [token, link, onPending]);

  const error = linkValue(link, "provider-error");
  if (error === "account_closed") return <ClosedAtProvider link={link} />;
  if (error !== null) return <Said tone="danger" {...explainProviderError(error)} />;
  if (linkValue(link, "link") !== null)
    return (
      <Said tone="info" title="You have an account here already">
        One with the same address. Sign in to it as you usually do; then the two are connected, and from then on either way leads in.
      </Said>
    );
  return null;
}

/** Who closed the account and comes from a provider keeps it by going there once more. */
function ClosedAtProvider({ link }: { link: string | null }) {
  const next = useNextPath();
  const way = useWayOut();
  const provider = linkValue(link, "provider");
  const query = new URLSearchParams({ keepsAccount: "true", ...(next !== "/" && { next }) });
  return (
    <div className="mb-6 grid gap-3">
      <Notice tone="warn">
        <ClosedAccount until={linkValue(link, "deletes-at")} />
        {provider && (
          <p>
            <TextLink href={`/api/v1/auth/providers/${encodeURIComponent(provider)}/start?${query}`} onClick={way.follow}>
              Keep my account
            </TextLink>
          </p>
        )}
      </Notice>
      <WayOutFailure error={way.error} />
    </div>
  );
}

function methodsOf(link: string | null): PendingSignIn["methods"] {
  const named = linkValue(link, "methods")?.split(",") ?? [];
  return (["totp", "passkey", "recovery_code"] as const).filter((method) => named.includes(method));
}

function Said({ tone, title, children }: { tone: "danger" | "info"; title: string; children: ReactNode }) {
  return (
    <div className="mb-6">
      <Notice tone={tone} title={title}>
        {children}
      </Notice>
    </div>
  );
}

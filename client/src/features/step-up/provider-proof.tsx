import { useEffect, useState } from "react";
import { api } from "../../lib/api.ts";
import { useAuthOptions } from "../../lib/use-auth-options.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Notice } from "../../ui/notice.tsx";

interface ProviderProofProps {
  /** The ids of the connected providers that can prove it. */
  providers: readonly string[];
  onProven: () => void;
}

const pollMs = 2_000;

/**
 * Proves it by signing in anew at a provider, in another tab: this one keeps what is typed, and asks the server until the proof
 * has arrived there.
 */
export function ProviderProof({ providers, onProven }: ProviderProofProps) {
  const options = useAuthOptions();
  const [before, setBefore] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const nameOf = (id: string) => options?.providers.find((provider) => provider.id === id)?.name ?? id;

  useEffect(() => {
    if (before === null) return;
    const look = async () => {
      const { data } = await api("GET /me/security", {});
      if (data.authenticatedAt !== before) onProven();
    };
    const timer = setInterval(() => void look().catch(() => {}), pollMs);
    return () => clearInterval(timer);
  }, [before, onProven]);

  const begin = async (provider: string) => {
    // Opened within the click, or the browser would keep it from opening.
    const tab = window.open("about:blank", "_blank");
    setError(null);
    try {
      const [{ data: security }, { data }] = await Promise.all([
        api("GET /me/security", {}),
        api("POST /me/step-up/{provider}/start", { params: { provider }, body: { next: "/me/security" } }),
      ]);
      if (tab === null) throw new Error("The browser did not open another tab. Allow it to for this page, and try again.");
      tab.location.replace(data.url);
      setBefore(security.authenticatedAt);
    } catch (cause) {
      tab?.close();
      setError(cause);
    }
  };

  return (
    <div className="grid gap-3">
      {providers.map((provider) => (
        <Button key={provider} size="large" onClick={() => void begin(provider)}>
          Sign in with {nameOf(provider)} in a new tab
        </Button>
      ))}
      {before !== null && <Notice tone="info">Waiting for the other tab. This goes on by itself once you have signed in there.</Notice>}
      {error !== null && <FailureNotice error={error} doing="Signing in there" secondsLeft={1} />}
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Connection, Provider, Security } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { useReadOnly } from "../../lib/session/use-read-only.ts";
import { Button } from "../../ui/button.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { ProviderMark } from "../../ui/provider-mark.tsx";
import { Section } from "../../ui/section.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { Time } from "../../ui/time.tsx";
import { useKept } from "../../ui/use-kept.ts";
import type { RemoveFactor } from "./remove-factor.tsx";
import { myConnections } from "./security-queries.ts";
import { useConnect } from "./use-connect.ts";

interface ConnectionsSectionProps {
  providers: readonly Provider[];
  security: Security;
  /** Asks before one is let go, and does it. The page has it already. */
  Remove: typeof RemoveFactor;
}

/** The accounts at providers that lead in, and those that could. */
export function ConnectionsSection({ providers, security, Remove }: ConnectionsSectionProps) {
  const read = useQuery(myConnections);
  const connections = useKept(read.data);
  const { error } = read;
  const retry = () => void read.refetch({ cancelRefetch: true });
  const [removing, setRemoving] = useState<Connection | null>(null);

  if (!connections)
    return (
      <Section title="Connected accounts">
        {error ? (
          <ErrorPanel error={error} title="Your connected accounts could not be loaded" onRetry={retry} />
        ) : (
          <Loading what="your connected accounts" rows={2} onRetry={retry} />
        )}
      </Section>
    );
  const connectable = providers.filter(({ id }) => !connections.some(({ provider }) => provider === id));
  const isOnlyWayIn = connections.length === 1 && security.passkeys.length === 0 && !security.hasPassword;
  const nameOf = (id: string) => providers.find((provider) => provider.id === id)?.name ?? id;
  return (
    <Section title="Connected accounts">
      <ul className="-mt-3">
        {connections.map((connection) => (
          <ConnectionRow
            key={connection.id}
            connection={connection}
            provider={providers.find(({ id }) => id === connection.provider)}
            isOnlyWayIn={isOnlyWayIn}
            onDisconnect={() => setRemoving(connection)}
          />
        ))}
        {connectable.map((provider) => (
          <ConnectRow key={provider.id} provider={provider} />
        ))}
      </ul>
      {removing && (
        <Remove
          what={nameOf(removing.provider)}
          title={`Disconnect ${nameOf(removing.provider)}?`}
          confirmLabel="Disconnect"
          busyLabel="Disconnecting…"
          done="disconnected"
          remove={() => api("DELETE /me/connections/{connectionId}", { params: { connectionId: removing.id } })}
          onClose={() => setRemoving(null)}
        >
          <p>
            {removing.email ?? "That account"} does not sign you in here any more. Nothing changes at {nameOf(removing.provider)}, where you
            can withdraw our access too.
          </p>
        </Remove>
      )}
    </Section>
  );
}

const row = "flex items-center justify-between gap-4 border-b border-line py-2.5 last:border-0";

interface ConnectionRowProps {
  connection: Connection;
  /** Missing when the provider has been switched off. */
  provider: Provider | undefined;
  /** Without it nobody could sign in to the account any more, which the server refuses. */
  isOnlyWayIn: boolean;
  onDisconnect: () => void;
}

function ConnectionRow({ connection, provider, isOnlyWayIn, onDisconnect }: ConnectionRowProps) {
  const readOnly = useReadOnly();
  const name = provider?.name ?? connection.provider;
  return (
    <li className={row}>
      <div className="flex min-w-0 items-start gap-3">
        <ProviderMark kind={provider?.kind ?? ""} className="mt-0.5 text-ink-2" />
        <div className="min-w-0">
          <p className="font-semibold wrap-anywhere">
            {name}
            {!provider && <span className="font-normal text-ink-3"> · switched off here</span>}
          </p>
          <p className="text-small wrap-anywhere text-ink-3">
            {connection.email ? <EmailAddress value={connection.email} /> : connection.name}
          </p>
          <p className="text-small text-ink-3">
            Connected <Time at={connection.createdAt} as="day" /> ·{" "}
            {connection.lastUsedAt ? (
              <>
                last used <Time at={connection.lastUsedAt} as="distance" />
              </>
            ) : (
              "not used yet"
            )}
          </p>
          {isOnlyWayIn && (
            <p className="mt-1 text-small text-ink-2">
              Your only way in. Before you can disconnect it, <TextLink href="/forgot">set a password</TextLink> or add a passkey.
            </p>
          )}
        </div>
      </div>
      {!isOnlyWayIn && (
        <Button size="small" aria-label={`Disconnect ${name}`} disabled={readOnly} onClick={onDisconnect}>
          Disconnect
        </Button>
      )}
    </li>
  );
}

function ConnectRow({ provider: { id, name, kind } }: { provider: Provider }) {
  const readOnly = useReadOnly();
  const connecting = useConnect(id, name);
  return (
    <li className={row}>
      <div className="flex min-w-0 items-center gap-3">
        <ProviderMark kind={kind} className="text-ink-3" />
        <p className="min-w-0 wrap-anywhere">
          {name} <span className="text-ink-3">· not connected</span>
        </p>
      </div>
      <Button
        size="small"
        aria-label={`Connect ${name}`}
        busy={connecting.isPending || connecting.isSuccess}
        busyLabel="Connecting…"
        disabled={readOnly}
        onClick={() => connecting.mutate()}
      >
        Connect
      </Button>
    </li>
  );
}

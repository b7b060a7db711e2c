import { useInfiniteQuery } from "@tanstack/react-query";
import { type ComponentType, useState } from "react";
import type { SignOutScope } from "../../api/types.ts";
import { formatNumber } from "../../lib/format.ts";
import { useReadOnly } from "../../lib/session/use-read-only.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loading } from "../../ui/loading.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { DeviceLedger } from "./device-ledger.tsx";
import { mySessions } from "./session-queries.ts";
import { useFocusKept } from "../../ui/use-focus-kept.ts";

interface DevicesPageProps {
  /** Signs this device out, the others, or all, having asked where that costs something. */
  SignOut: ComponentType<{ scope: SignOutScope; title?: string | undefined; onClose: () => void }>;
}

/** Where the person is signed in: each device to be named, and to be signed out. */
export function DevicesPage({ SignOut }: DevicesPageProps) {
  const devices = useInfiniteQuery(mySessions);
  const readOnly = useReadOnly();
  const [asked, setAsked] = useState<SignOutScope | null>(null);
  // What is being typed stays, also when the cache is emptied because the session has ended.
  const [read, setRead] = useState(devices.data);
  if (devices.data && devices.data !== read) setRead(devices.data);
  const sessions = read?.pages.flatMap((page) => page.items);
  const others = sessions?.filter((session) => !session.isCurrent) ?? [];
  const signOutOthers = `Sign out ${countOthers(others.length, devices.hasNextPage)}`;
  const list = useFocusKept(sessions?.length);
  return (
    <>
      <PageHeader
        title="Devices"
        lead="Where you are signed in. When a device was last seen is known to within ten minutes."
        actions={
          others.length > 0 && (
            <div className="flex flex-wrap gap-2">
              <Button disabled={readOnly} onClick={() => setAsked("others")}>
                {signOutOthers}…
              </Button>
              <Button disabled={readOnly} onClick={() => setAsked("all")}>
                Sign out everywhere…
              </Button>
            </div>
          )
        }
      />
      {sessions ? (
        <section ref={list} tabIndex={-1} aria-label="Your devices" className="outline-none">
          <OutOfDate
            readAtMs={devices.dataUpdatedAt}
            failed={devices.isError}
            offline="Renaming and signing out need the network."
            onRefresh={() => void devices.refetch()}
          />
          <DeviceLedger
            here={sessions.find((session) => session.isCurrent)}
            others={others}
            more={devices.hasNextPage}
            readOnly={readOnly}
            onSignOutHere={() => setAsked("this")}
          />
          {others.length > 0 && (
            <LoadMore
              more={devices.hasNextPage}
              busy={devices.isFetchingNextPage}
              error={devices.error}
              onMore={() => void devices.fetchNextPage()}
            >
              {formatNumber(sessions.length)} devices{devices.hasNextPage && " so far"}
            </LoadMore>
          )}
        </section>
      ) : devices.error ? (
        <ErrorPanel error={devices.error} title="Your devices could not be loaded" onRetry={() => void devices.refetch()} />
      ) : (
        <Loading what="your devices" rows={5} onRetry={() => void devices.refetch({ cancelRefetch: true })} />
      )}
      {asked && <SignOut scope={asked} title={asked === "others" ? `${signOutOthers}?` : undefined} onClose={() => setAsked(null)} />}
    </>
  );
}

function countOthers(count: number, more: boolean): string {
  if (more) return "all other devices";
  return count === 1 ? "the other device" : `all ${formatNumber(count)} other devices`;
}

import type { SessionSnapshot } from "../lib/session/snapshot.ts";
import { useOnline } from "../lib/use-online.ts";
import { Loading } from "../ui/loading.tsx";
import { Notice } from "../ui/notice.tsx";

/** In the place of the first page, until it is known whose console this is. */
export function Starting({ now }: { now: SessionSnapshot }) {
  return (
    <div className="max-w-md">
      <h1 className="sr-only">Gatehouse</h1>
      <Why now={now} />
    </div>
  );
}

function Why({ now }: { now: SessionSnapshot }) {
  if (now.state === "out") return <output>Going to the sign-in page…</output>;
  if (now.state === "unknown" && now.why === "unreachable") return <Unreached />;
  return <Loading what="your console" rows={6} onRetry={() => location.reload()} />;
}

function Unreached() {
  const { online } = useOnline();
  return (
    <Notice tone="warn" title={online ? "Reconnecting…" : "You are offline"}>
      As far as is known you are still signed in. This page opens by itself{" "}
      {online ? "as soon as the server answers." : "when the network is back."}
    </Notice>
  );
}

import { useEffect, useState } from "react";
import { Unreachable } from "../lib/problem.ts";
import { useOnline } from "../lib/use-online.ts";
import { ErrorPanel } from "../ui/error-panel.tsx";
import { Loading } from "../ui/loading.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { canReload, reloadOnce } from "./reload-once.ts";

const notArrived = new Unreachable("The code of this page did not arrive.");
const reload = () => location.reload();

/**
 * In the place of a page whose code did not arrive. After a deploy the old pages are gone: loading the console anew, once,
 * brings the new ones. Without a network that waits for it, or what is on the screen would be lost too.
 */
export function PageNotLoaded() {
  const { online } = useOnline();
  const [worthTrying] = useState(canReload);
  const reloading = online && worthTrying;
  useEffect(() => {
    // What useOnline says at first is a guess; being wrong here would lose the page.
    if (reloading && navigator.onLine) reloadOnce();
  }, [reloading]);
  return (
    <>
      <PageHeader title={reloading ? "Loading…" : "This page did not arrive"} />
      {reloading ? (
        <Loading what="the page" rows={6} onRetry={reload} />
      ) : (
        <div className="grid gap-4">
          <ErrorPanel error={notArrived} title="The code of this page did not arrive" retryLabel="Load the page again" onRetry={reload} />
          {online && (
            <Notice tone="info">Gatehouse may just have been updated. If loading again does not help, tell whoever runs it.</Notice>
          )}
        </div>
      )}
    </>
  );
}

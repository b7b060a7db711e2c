import { useRouteError } from "react-router";
import { ErrorPanel } from "../ui/error-panel.tsx";
import { PageHeader } from "../ui/page-header.tsx";

/** Stands in the place of a page that failed; the frame around it stays. */
export function RouteError() {
  const error = useRouteError();
  return (
    <>
      <PageHeader title="This page failed" />
      <ErrorPanel error={error} title="The page could not be shown" retryLabel="Load the page again" onRetry={() => location.reload()} />
    </>
  );
}

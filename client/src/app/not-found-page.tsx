import { useLocation } from "react-router";
import { EmptyState } from "../ui/empty-state.tsx";
import { Mono } from "../ui/mono.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { PageLink } from "../ui/page-link.tsx";

/** For an address that leads nowhere. */
export function NotFoundPage() {
  const { pathname } = useLocation();
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState title="There is no page at this address">
        <Mono>{pathname}</Mono> may have been moved, or mistyped. <PageLink to="/">Go to the overview</PageLink>
      </EmptyState>
    </>
  );
}

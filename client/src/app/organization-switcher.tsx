import { QueryClientProvider } from "@tanstack/react-query";
import { SwitcherDialog } from "../features/organizations/switcher-dialog.tsx";
import { useSession } from "../lib/session/use-session.ts";
import { queries } from "./queries.ts";

/** The list of organizations. Beside the pages, so that it needs the cache lent once more. */
export function OrganizationSwitcher(props: { open: boolean; onClose: () => void }) {
  const { user, standing } = useSession();
  return (
    <QueryClientProvider client={queries}>
      <SwitcherDialog {...props} current={standing?.organization ?? null} userName={user?.name ?? ""} />
    </QueryClientProvider>
  );
}

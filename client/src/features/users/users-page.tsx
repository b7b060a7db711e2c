import { useSignedIn } from "../../lib/session/signed-in.ts";
import { AdministratorsOnly } from "../../ui/administrators-only.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { useUserFilter } from "./user-filter.ts";
import { UserList } from "./user-list.tsx";
import { UserSearch } from "./user-search.tsx";

/** Everybody who has an account here, to be found among many; for administrators. */
export function UsersPage() {
  const { user } = useSignedIn();
  const [filter, setFilter] = useUserFilter();
  return (
    <>
      <PageHeader title="Users" lead="Everybody who has an account in this Gatehouse, newest first." />
      <AdministratorsOnly user={user} title="Only administrators look after people">
        <UserSearch filter={filter} onFilter={setFilter} />
        <UserList filter={filter} onEverybody={() => setFilter({ search: "", status: null })} />
      </AdministratorsOnly>
    </>
  );
}

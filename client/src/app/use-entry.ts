import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useLocation, useNavigate } from "react-router";
import type { CurrentOrganization, OrganizationRefusal, Standing } from "../api/types.ts";
import { enterBySlug, enterOrganization } from "../features/organizations/enter-organization.ts";
import { organizationDoubt } from "../lib/organization-doubt.ts";
import { organizationPath } from "../lib/organization.ts";
import { renewToken } from "../lib/session/renew-token.ts";
import { samePage } from "../ui/same-page.ts";

/** How it stands with entering the organization of an address. */
interface EntryState {
  /** Where the person is, or was until it asked for something. */
  organization: CurrentOrganization | null;
  refusal: (OrganizationRefusal & { isNetwork: boolean }) | null;
  error: unknown;
  /** They are no member of one with this address. */
  isUnknown: boolean;
  /** Tries to enter once more. */
  again: () => Promise<unknown>;
}

/**
 * Enters once, when its address is opened; from then on the tab follows the session, which another tab may lead elsewhere. So two tabs
 * never pull it to and fro.
 */
export function useEntry(slug: string, { organization, organizationRefusal }: Standing): EntryState {
  const [place, setPlace] = useState<{ slug: string; entered: CurrentOrganization | null }>({ slug, entered: null });
  // Another address is another organization's, unless this one has got it.
  const isSame = place.slug === slug || (organization?.slug === slug && organization.id === place.entered?.id);
  const known = isSame ? place.entered : null;
  const isThere = organization !== null && (known ? organization.id === known.id : organization.slug === slug);
  const entered = isThere ? organization : known;
  if (place.slug !== slug || place.entered !== entered) setPlace({ slug, entered });
  const shutOut = !isThere && entered !== null && organizationRefusal?.organizationId === entered.id ? organizationRefusal : null;

  const queries = useQueryClient();
  const entering = useQuery({
    queryKey: ["entry", slug],
    queryFn: () => enterBySlug(queries, slug),
    enabled: !isThere && entered === null,
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const answer = entered === null && !isThere ? entering.data : undefined;
  useFollowing(slug, shutOut ? null : entered, organization);
  const isNetwork = useDoubt(isThere) === "ip_not_allowed" && isThere;

  const again = async () => {
    organizationDoubt.settle();
    if (entered === null) return entering.refetch();
    // What it asks for may have changed meanwhile; the session's next token says so.
    if ((await enterOrganization(entered)) !== "inside") await renewToken();
    return queries.invalidateQueries({ queryKey: ["organization", entered.id] });
  };

  const refusal = typeof answer === "object" ? answer : shutOut;
  const here = entered && { organizationId: entered.id, name: entered.name, isClosed: false, demands: [] };
  return {
    organization: entered,
    refusal: isNetwork && here ? { ...here, isNetwork } : refusal && { ...refusal, isNetwork: false },
    error: entering.error,
    isUnknown: answer === "unknown",
    again,
  };
}

/** The session acts elsewhere now, in none, or in the same one, which has got another address. */
function useFollowing(slug: string, entered: CurrentOrganization | null, organization: CurrentOrganization | null): void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  useEffect(() => {
    if (!entered || organization?.slug === slug) return;
    const isRenamed = organization?.id === entered.id;
    const rest = pathname.split("/").slice(3, isRenamed ? undefined : 4);
    void navigate(organization ? organizationPath(organization, rest.join("/")) : "/", {
      replace: true,
      state: isRenamed ? samePage : null,
    });
  }, [slug, entered, organization, navigate, pathname]);
}

/** Looks into refusals: a newer token says what the person is here now. Where they come from no token knows, so that one stays. */
function useDoubt(isThere: boolean): string | undefined {
  const code = useSyncExternalStore(organizationDoubt.subscribe, organizationDoubt.getSnapshot)?.code;
  useEffect(() => {
    if (code === undefined || code === "ip_not_allowed") return;
    organizationDoubt.settle();
    if (isThere) void renewToken();
  }, [code, isThere]);
  return code;
}

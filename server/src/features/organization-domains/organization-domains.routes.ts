import { expectedVersions, setEntityTag } from "../../http/entity-tag.ts";
import { decodeIdCursor, encodeIdCursor } from "../../http/id-cursor.ts";
import { mount, type Api } from "../../http/mount.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { addDomain, changeDomain, removeDomain } from "./change-domain.ts";
import { acceptJoinRequest, declineJoinRequest } from "./decide-join-request.ts";
import * as domains from "./domains.endpoints.ts";
import { listDomains } from "./domains.queries.ts";
import { joinOrganization, listJoinable } from "./join-organization.ts";
import { listWaiting } from "./join-requests.queries.ts";
import * as joining from "./joining.endpoints.ts";
import type { OrganizationDomain } from "./organization-domain.ts";
import { proveDomain, sendDomainCode, type ProveDeps } from "./prove-domain.ts";

function present({ codeSentTo: sentTo, codeExpiresAt: expiresAt, ...domain }: OrganizationDomain) {
  return { ...domain, code: sentTo !== null && expiresAt !== null ? { sentTo, expiresAt } : null };
}

type Page = { cursor?: string | undefined; limit: number };
const pageOf = ({ cursor, limit }: Page) => ({ limit, ...(cursor && { before: decodeIdCursor(cursor) }) });

/** One page of rows of which one more was read. */
function toPage<Row extends { id: string }, Item>(rows: Row[], limit: number, show: (row: Row) => Item) {
  const shown = rows.slice(0, limit);
  return { items: shown.map(show), nextCursor: rows.length > limit ? encodeIdCursor(shown.at(-1)) : null };
}

export function organizationDomainRoutes(api: Api, deps: ProveDeps): void {
  const { db } = deps;

  mount(api, domains.listDomainsEndpoint, async ({ params: { organizationId }, query }) => {
    const rows = await inOrganization(db, organizationId, (tx) => listDomains(tx, organizationId, pageOf(query)));
    return toPage(rows, query.limit, present);
  });

  mount(api, domains.addDomainEndpoint, async ({ params, body: wanted }, { principal, origin, response }) => {
    const domain = await addDomain(deps, { ...params, wanted, principal, origin });
    setEntityTag(response, domain.version);
    return present(domain);
  });

  mount(api, domains.sendDomainCodeEndpoint, async ({ params, body }, { principal, origin }) =>
    present(await sendDomainCode(deps, { ...params, ...body, principal, origin })),
  );

  mount(api, domains.verifyDomainEndpoint, async ({ params, body }, { principal, origin, response }) => {
    const domain = await proveDomain(deps, { ...params, ...body, principal, origin });
    setEntityTag(response, domain.version);
    return present(domain);
  });

  mount(api, domains.updateDomainEndpoint, async ({ params, body: change }, { principal, origin, request, response }) => {
    const domain = await changeDomain(deps, { ...params, change, versions: expectedVersions(request), principal, origin });
    setEntityTag(response, domain.version);
    return present(domain);
  });

  mount(api, domains.removeDomainEndpoint, ({ params }, { principal, origin }) => removeDomain(deps, { ...params, principal, origin }));

  mount(api, joining.listJoinableEndpoint, async (_input, { principal }) => ({ items: await listJoinable(deps, principal.userId) }));

  mount(api, joining.joinEndpoint, ({ params }, { principal, origin }) => joinOrganization(deps, { ...params, principal, origin }));

  mount(api, joining.listJoinRequestsEndpoint, async ({ params: { organizationId }, query }) => {
    const rows = await inOrganization(db, organizationId, (tx) => listWaiting(tx, organizationId, pageOf(query)));
    return toPage(rows, query.limit, ({ id, createdAt, userId, name, email }) => ({ id, createdAt, user: { id: userId, name, email } }));
  });

  mount(api, joining.acceptJoinRequestEndpoint, ({ params }, { principal, origin }) =>
    acceptJoinRequest(deps, { ...params, principal, origin }),
  );

  mount(api, joining.declineJoinRequestEndpoint, ({ params }, { principal, origin }) =>
    declineJoinRequest(deps, { ...params, principal, origin }),
  );
}

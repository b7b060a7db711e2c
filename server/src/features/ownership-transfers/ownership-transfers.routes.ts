import { mount, type Api } from "../../http/mount.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { acceptTransfer, declineTransfer } from "./answer-transfer.ts";
import { listMyTransfers } from "./list-my-transfers.ts";
import { cancelTransfer, offerOwnership, type TransferDeps } from "./offer-ownership.ts";
import type { StandingTransfer } from "./ownership-transfer.ts";
import {
  acceptTransferEndpoint,
  cancelTransferEndpoint,
  declineTransferEndpoint,
  listMyTransfersEndpoint,
  offerOwnershipEndpoint,
  readTransfer,
} from "./ownership-transfers.endpoints.ts";
import { findStandingTransfer } from "./ownership-transfers.queries.ts";

function present({ fromUserId, fromName, fromEmail, toUserId, toName, toEmail, ...transfer }: StandingTransfer) {
  const from = { id: fromUserId, name: fromName, email: fromEmail };
  return { ...transfer, from, to: { id: toUserId, name: toName, email: toEmail } };
}

export function ownershipTransferRoutes(api: Api, deps: TransferDeps): void {
  mount(api, offerOwnershipEndpoint, async ({ params, body: { toUserId } }, { principal, origin }) =>
    present(await offerOwnership(deps, { ...params, principal, origin }, toUserId)),
  );

  mount(api, readTransfer, async ({ params: { organizationId } }) => {
    const transfer = await inOrganization(deps.db, organizationId, (tx) => findStandingTransfer(tx, organizationId, deps.clock()));
    return { transfer: transfer ? present(transfer) : null };
  });

  mount(api, cancelTransferEndpoint, ({ params: { organizationId, transferId } }, { principal, origin }) =>
    cancelTransfer(deps, { organizationId, principal, origin }, transferId),
  );

  mount(api, listMyTransfersEndpoint, async (_input, { principal }) => ({
    items: (await listMyTransfers(deps, principal.userId)).map(({ organization, ...transfer }) => ({ ...present(transfer), organization })),
  }));

  mount(api, acceptTransferEndpoint, ({ params }, { principal, origin }) => acceptTransfer(deps, { ...params, principal, origin }));

  mount(api, declineTransferEndpoint, ({ params }, { principal, origin }) => declineTransfer(deps, { ...params, principal, origin }));
}

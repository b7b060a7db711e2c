import { mount, type Api } from "../../http/mount.ts";
import { listMyConnections, removeMyConnection } from "./connections.endpoints.ts";
import { listConnections } from "./connections.queries.ts";
import { removeConnection, type RemoveDeps } from "./remove-connection.ts";

export function connectionRoutes(api: Api, deps: RemoveDeps): void {
  mount(api, listMyConnections, async (_input, { principal: { userId } }) => ({ items: await listConnections(deps.db, userId) }));

  mount(api, removeMyConnection, ({ params: { connectionId: id } }, { principal, origin }) =>
    removeConnection(deps, { id, principal, origin }),
  );
}

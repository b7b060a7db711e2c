export { addConnection, type NewConnection } from "./add-connection.ts";
export type { Connection } from "./connection.ts";
export { connectionOutput } from "./connections.endpoints.ts";
export { connectionRoutes } from "./connections.routes.ts";
export {
  deleteConnectionsOf,
  findConnection,
  listConnections,
  lockConnection,
  lockIdentity,
  updateConnectionUse,
} from "./connections.queries.ts";
export { tellOfAddedConnection, type TellDeps } from "./tell-of-connection.ts";

export { ownershipTransferRoutes } from "./ownership-transfers.routes.ts";

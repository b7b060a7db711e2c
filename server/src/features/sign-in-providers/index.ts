export { createProviders } from "./create-providers.ts";
export type { Providers } from "./provider.ts";
export { signInProviderRoutes } from "./sign-in-providers.routes.ts";
export { deleteOldFlows } from "./used-flows.queries.ts";

export { stepUpMethods, type KnownProviders } from "./step-up-methods.ts";
export { getProof } from "./proof.queries.ts";
export { recordStepUp } from "./step-up.ts";
export { stepUpRoutes } from "./step-up.routes.ts";

export { recordStepUp, type SteppingUp } from "./step-up.ts";
export { stepUpRoutes } from "./step-up.routes.ts";

import { mount, type Api } from "../../http/mount.ts";
import { Problem } from "../../http/problem.ts";
import { getHealth, getLiveness, getReadiness, getStartup } from "./operations.endpoints.ts";
import type { Readiness } from "./readiness.ts";

const OK = { status: "ok" } as const;

export function operationsRoutes(api: Api, { readiness }: { readiness: Readiness }): void {
  mount(api, getHealth, () => OK);
  mount(api, getLiveness, () => OK);
  mount(api, getReadiness, async () => {
    const missing = await readiness.check();
    if (missing) throw new Problem("unavailable", { detail: missing, retryAfterSeconds: 5 });
    return OK;
  });
  mount(api, getStartup, () => {
    if (!readiness.hasStarted)
      throw new Problem("unavailable", { detail: "The process has not finished its start.", retryAfterSeconds: 1 });
    return OK;
  });
}

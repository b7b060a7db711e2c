import { mount, type Api } from "../../http/mount.ts";
import { actionOf } from "./actions.ts";
import { explainWhy, type ExplainDeps } from "./explain-access.ts";
import { explainAccess } from "./explain.endpoints.ts";

export function explainRoutes(api: Api, deps: ExplainDeps): void {
  mount(api, explainAccess, ({ body: { principal: about, action, object, context = {} } }, { principal, origin }) =>
    explainWhy(deps, {
      principal,
      ip: origin.ip,
      userId: about?.userId.toLowerCase() ?? principal.userId,
      action: actionOf(action, api.endpoints),
      object,
      context,
    }),
  );
}

import { expectedVersions, setEntityTag } from "../../http/entity-tag.ts";
import { mount, type Api } from "../../http/mount.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { countLacking } from "./count-lacking.ts";
import { previewPolicyEndpoint, readPolicyEndpoint, setPolicyEndpoint } from "./organization-policies.endpoints.ts";
import { getPolicy } from "./organization-policies.queries.ts";
import { instanceRules } from "./policy-input.ts";
import { previewPolicy, setPolicy, type PolicyDeps } from "./set-policy.ts";

export function organizationPolicyRoutes(api: Api, deps: PolicyDeps): void {
  const instance = instanceRules(deps.config);

  mount(api, readPolicyEndpoint, async ({ params: { organizationId } }, { organization, response }) =>
    inOrganization(deps.db, organizationId, async (tx) => {
      const policy = await getPolicy(tx, organizationId);
      const maySee = organization.role.permissions.has("policies:update");
      setEntityTag(response, policy.version);
      return { ...policy, instance, lacking: maySee ? await countLacking(tx, organizationId, policy, deps.clock()) : null };
    }),
  );

  mount(api, setPolicyEndpoint, async ({ params, body: input }, { principal, origin, request, response }) => {
    const versions = expectedVersions(request);
    const policy = await setPolicy(deps, { ...params, principal, origin }, { input, versions });
    setEntityTag(response, policy.version);
    return { ...policy, instance };
  });

  mount(api, previewPolicyEndpoint, ({ params, body }, { principal, origin }) =>
    previewPolicy(deps, { ...params, principal, origin }, body),
  );
}

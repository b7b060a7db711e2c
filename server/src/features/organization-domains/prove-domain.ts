import { mailboxKey, type Limiter } from "../../http/limits.ts";
import { invalidField, Problem } from "../../http/problem.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { CHALLENGE_SECONDS, codeHash, isCode, MAX_TRIES, newCode } from "../challenges/index.ts";
import type { Outbox } from "../mail/index.ts";
import { actInOrganization, type ActDeps } from "../organizations/index.ts";
import { holdDomain, recordDomain, requireHeldRole, type Changing } from "./change-domain.ts";
import { markProven, updateCode } from "./domains.queries.ts";
import type { Mailbox, OrganizationDomain } from "./organization-domain.ts";

export type ProveDeps = ActDeps & { outbox: Outbox; limiter: Limiter; encryptionKeys: KeyRing };
type OfDomain = Changing & { domainId: string };

/**
 * Mails a code to a mailbox of who looks after the domain; the code before is void. Throws `mail_not_configured`, `not_found`,
 * `already_verified`, `too_many_requests` by the person and by the mailbox, and what `actInOrganization` throws.
 */
export async function sendDomainCode(
  deps: ProveDeps,
  { domainId, mailbox, ...act }: OfDomain & { mailbox: Mailbox },
): Promise<OrganizationDomain> {
  const { db, outbox, limiter, encryptionKeys } = deps;
  if (outbox.mode === "off") throw new Problem("mail_not_configured");
  const named = await inOrganization(db, act.organizationId, (tx) => holdDomain(tx, act.organizationId, domainId));
  const to = `${mailbox}@${named.domain}`;
  await limiter.consume("organizationMails", act.principal.userId);
  await limiter.consume("recipient", mailboxKey(to));
  return actInOrganization(deps, { ...act, permission: "domains:update" }, async (tx, acting) => {
    const domain = await holdDomain(tx, act.organizationId, domainId);
    if (domain.verifiedAt) throw new Problem("already_verified", { detail: "The domain is proven. There is nothing to do." });
    const code = newCode();
    const codeExpiresAt = addSeconds(acting.now, CHALLENGE_SECONDS);
    const sent = { codeHash: codeHash(encryptionKeys, domain.id, code), codeSentTo: to, codeExpiresAt, codeTries: 0 };
    await updateCode(tx, domain, sent);
    const values = { organization: acting.organization.name, code };
    await outbox.put(tx, { kind: "domain_code", to, values, expiresAt: codeExpiresAt }, acting.now);
    await recordDomain(tx, acting, { action: "domain.code_sent", id: domain.id, origin: act.origin, after: { sentTo: to } });
    return { ...domain, ...sent };
  });
}

type Outcome = { kind: "wrong"; left: number } | { kind: "taken" } | { kind: "proven"; domain: OrganizationDomain };

/**
 * Proves the domain with the mailed code. A try is counted whatever comes of it. Throws 422 with the tries left for a wrong code,
 * `challenge_ended`, `domain_taken`, `grant_exceeds_own`, `not_found`, and what `actInOrganization` throws.
 */
export async function proveDomain(deps: ProveDeps, { domainId, code, ...act }: OfDomain & { code: string }): Promise<OrganizationDomain> {
  // A refusal that is thrown within would take the count of the try back.
  const outcome = await actInOrganization(deps, { ...act, permission: "domains:update" }, async (tx, acting): Promise<Outcome> => {
    const domain = await holdDomain(tx, act.organizationId, domainId);
    requireHeldRole(acting, domain.newMemberRole);
    const { codeHash: hash, codeExpiresAt, codeTries } = domain;
    if (hash === null || codeExpiresAt === null || codeExpiresAt <= acting.now || codeTries >= MAX_TRIES)
      throw new Problem("challenge_ended");
    await updateCode(tx, domain, { codeTries: codeTries + 1 });
    if (!isCode(deps.encryptionKeys, domain.id, code, hash)) return { kind: "wrong", left: MAX_TRIES - codeTries - 1 };
    const proven = await markProven(tx, domain, acting.now);
    if (!proven) return { kind: "taken" };
    await recordDomain(tx, acting, { action: "domain.verified", id: domain.id, origin: act.origin, after: { domain: domain.domain } });
    return { kind: "proven", domain: proven };
  });
  if (outcome.kind === "proven") return outcome.domain;
  if (outcome.kind === "taken") throw new Problem("domain_taken");
  if (outcome.left === 0) throw new Problem("challenge_ended");
  const left = outcome.left === 1 ? "One try is" : `${outcome.left} tries are`;
  throw invalidField("/code", [{ code: "wrong_code", message: `Is not the code. ${left} left.` }]);
}

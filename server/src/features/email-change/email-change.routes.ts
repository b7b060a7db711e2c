import { keepBrowser, readBrowser } from "../../http/browser-cookie.ts";
import { mount, type Api } from "../../http/mount.ts";
import { Problem } from "../../http/problem.ts";
import { requireSameSite } from "../../http/same-site.ts";
import { proofOf } from "../challenges/index.ts";
import { cancelEmailChange } from "./cancel-email-change.ts";
import {
  cancelMyEmailChange,
  getMyEmailChange,
  proveEmailChangeMailbox,
  requestMyEmailChange,
  undoMyEmailChange,
} from "./email-change.endpoints.ts";
import type { EmailChange } from "./email-change.ts";
import { findEmailChange } from "./find-email-change.ts";
import { proveEmailChange, type ProveEmailChangeDeps } from "./prove-email-change.ts";
import { requestEmailChange, type RequestEmailChangeDeps } from "./request-email-change.ts";
import { undoEmailChange, type UndoEmailChangeDeps } from "./undo-email-change.ts";

export type EmailChangeRoutesDeps = Omit<RequestEmailChangeDeps, "proofOf"> &
  ProveEmailChangeDeps &
  UndoEmailChangeDeps & { isHttps: boolean };

/** A change as its person sees it. */
function present({ oldChallengeId, newChallengeId, oldProvenAt, newProvenAt, expiresAt, ...change }: EmailChange) {
  return {
    ...change,
    expiresAt,
    oldProven: oldChallengeId === null ? null : oldProvenAt !== null,
    newProven: newProvenAt !== null,
    oldChallenge: oldChallengeId === null ? null : { id: oldChallengeId, expiresAt },
    newChallenge: { id: newChallengeId, expiresAt },
  };
}

export function emailChangeRoutes(api: Api, deps: EmailChangeRoutesDeps): void {
  const { db, clock, publicUrl, isHttps } = deps;

  mount(api, requestMyEmailChange, async ({ body: { newEmail, currentPassword } }, { principal, origin, request, response }) => {
    const browser = keepBrowser(request, response, isHttps);
    const asked = { newEmail, currentPassword, principal, browser, origin };
    return present(await requestEmailChange({ ...deps, proofOf: api.proofOf }, asked));
  });

  mount(api, getMyEmailChange, async (_input, { principal }) => {
    const change = await findEmailChange(db, principal.userId, clock());
    if (!change) throw new Problem("not_found");
    return present(change);
  });

  mount(api, cancelMyEmailChange, (_input, { principal: { userId }, origin }) => cancelEmailChange(deps, { userId, origin }));

  mount(api, proveEmailChangeMailbox, ({ body }, { request, origin }) => {
    requireSameSite(request, publicUrl);
    const browser = readBrowser(request, isHttps);
    return proveEmailChange(deps, { challengeId: body.challengeId, proof: proofOf(body), browser, origin });
  });

  mount(api, undoMyEmailChange, ({ body: { token } }, { origin }) => undoEmailChange(deps, { token, origin }));
}

import { readBrowser } from "../../http/browser-cookie.ts";
import { mount, type Api } from "../../http/mount.ts";
import { requireSameSite } from "../../http/same-site.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { lookAtMailedLink } from "./challenges.endpoints.ts";
import { lookAtChallenge } from "./challenges.ts";

export type ChallengeRoutesDeps = { db: Db; clock: Clock; publicUrl: string; isHttps: boolean };

export function challengeRoutes(api: Api, deps: ChallengeRoutesDeps): void {
  mount(api, lookAtMailedLink, ({ body: { challengeId, secret } }, { request }) => {
    requireSameSite(request, deps.publicUrl);
    return lookAtChallenge(deps, { id: challengeId, secret, browser: readBrowser(request, deps.isHttps) });
  });
}

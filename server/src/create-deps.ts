import type { Config } from "./config.ts";
import type { Deps } from "./deps.ts";
import { eraseDueAccounts } from "./features/account-deletion/index.ts";
import { ensurePartitions } from "./features/audit/index.ts";
import { deleteOldAdditionLinks } from "./features/addition-links/index.ts";
import { deleteOldChallenges } from "./features/challenges/index.ts";
import { deleteOldEmailChanges } from "./features/email-change/index.ts";
import { deleteOldInvitations } from "./features/invitations/index.ts";
import { deleteUnusedBrowsers } from "./features/known-browsers/index.ts";
import { deleteDecided } from "./features/organization-invitations/index.ts";
import { createOutbox, maintainMails, type MailMode } from "./features/mail/index.ts";
import { deleteNoticesOfNobody, deleteOldNotices } from "./features/notices/index.ts";
import { eraseDueOrganizations } from "./features/organization-closing/index.ts";
import { createReadiness, expectedMigration } from "./features/operations/index.ts";
import { deleteOldWebauthnChallenges } from "./features/passkeys/index.ts";
import { createPasswordHasher } from "./features/passwords/index.ts";
import { deleteOldPendingSignIns } from "./features/pending-sign-ins/index.ts";
import {
  createAccessTokens,
  createDenylist,
  createPrincipalResolver,
  createRefreshTokens,
  deleteOldSessions,
} from "./features/sessions/index.ts";
import { deleteOldSetupLinks } from "./features/setup/index.ts";
import { tellOfLeftSignIns } from "./features/sign-in/index.ts";
import { createProviders, deleteOldFlows } from "./features/sign-in-providers/index.ts";
import { createSignInGuard, deleteOldUnblockLinks } from "./features/sign-in-guard/index.ts";
import { createKeyStore, rotateKeys, type KeyPolicy } from "./features/signing-keys/index.ts";
import { IMPERSONATION_SECONDS } from "./http/impersonation.ts";
import { createLimiter } from "./http/limits.ts";
import type { Clock } from "./platform/clock.ts";
import { requireBoundRole } from "./platform/database-role.ts";
import { createDb } from "./platform/db.ts";
import { openGeoip } from "./platform/geoip.ts";
import { createJobs } from "./platform/jobs.ts";
import type { Log } from "./platform/log.ts";
import { createMetrics } from "./platform/metrics.ts";
import { watchEviction } from "./platform/redis-eviction.ts";
import { connectRedis } from "./platform/redis.ts";
import { repeat } from "./platform/repeat.ts";

const DAY = 86_400;
const RELOAD_KEYS_SECONDS = 60;
const MAINTENANCE_SECONDS = 3_600;
const TELL_SECONDS = 60;

/** How long an access token may live, of whatever kind. */
function longestAccessSeconds({ tokens }: Pick<Config, "tokens">): number {
  return Math.max(tokens.accessTtlSeconds, IMPERSONATION_SECONDS);
}

/** The schedules of the signing keys. In the exclusive HS256 mode the access tokens need no key of ours. */
export function keyPolicies({ tokens, sessions }: Config): KeyPolicy[] {
  const rotateAfterSeconds = Math.max(2, tokens.signingKeyDays) * DAY;
  const refresh: KeyPolicy = { purpose: "refresh", algorithm: "HS256", rotateAfterSeconds, tokenTtlSeconds: sessions.absoluteSeconds };
  if (tokens.algorithm === "HS256") return [refresh];
  return [
    refresh,
    { purpose: "access", algorithm: tokens.algorithm, rotateAfterSeconds, tokenTtlSeconds: longestAccessSeconds({ tokens }) },
  ];
}

/** With no mail server, mails are shown on a page of the console; never in production, where there are none then. */
export function mailModeOf({ environment, mail }: Config): MailMode {
  if (mail.smtp) return "smtp";
  return environment === "production" ? "off" : "page";
}

/** Wires everything that lives as long as the process. Rejects when Postgres does not answer or its role may do too much, or a file cannot be read. `close` undoes it. */
export async function createDeps(config: Config, { log, clock }: { log: Log; clock: Clock }): Promise<Deps & { close(): Promise<void> }> {
  const { publicUrl, isHttps, encryptionKeys, tokens, sessions: sessionPolicy } = config;
  const geoip = await openGeoip(config.geoipDatabase);
  const metrics = createMetrics();
  const db = createDb(config.database);
  const redis = config.redisUrl ? connectRedis(config.redisUrl, log) : null;
  if (redis) watchEviction(redis, log);
  else log.warn("there is no REDIS_URL: limits and denylist live in this process, which must be the only one");

  const keys = createKeyStore({ db, clock, encryptionKeys });
  const jobs = createJobs({ db, log });
  const outbox = createOutbox({ mode: mailModeOf(config), jobs, encryptionKeys });
  const tell = () => tellOfLeftSignIns({ db, clock, outbox, publicUrl });
  const maintain = async () => {
    await ensurePartitions(db, clock());
    await rotateKeys({ db, clock, encryptionKeys }, keyPolicies(config));
    await keys.reload();
    await deleteOldChallenges(db, clock());
    await deleteOldUnblockLinks(db, clock());
    await deleteOldAdditionLinks(db, clock());
    await deleteOldFlows(db, clock());
    await deleteUnusedBrowsers(db, clock());
    await deleteNoticesOfNobody(db);
    await deleteOldNotices(db, clock());
    await tell();
    await deleteOldPendingSignIns(db, clock());
    await deleteOldWebauthnChallenges(db, clock());
    await deleteOldSessions(db, clock());
    await deleteOldEmailChanges(db, clock());
    await deleteOldInvitations(db, clock());
    await deleteDecided(db, clock());
    await deleteOldSetupLinks(db, clock());
    await maintainMails(db, clock());
    await eraseDueAccounts({ db, clock });
    await eraseDueOrganizations({ db, clock });
  };
  const closePools = async () => {
    redis?.disconnect();
    await db.destroy();
  };
  try {
    await requireBoundRole(db, { environment: config.environment, log });
    await maintain();
  } catch (error) {
    await closePools();
    throw error;
  }

  const accessTokens = createAccessTokens({
    keys,
    clock,
    issuer: publicUrl,
    ttlSeconds: tokens.accessTtlSeconds,
    sharedSecret: tokens.sharedSecret,
  });
  const refreshTokens = createRefreshTokens({ keys, clock, issuer: publicUrl });
  const denylist = await createDenylist({
    db,
    redis,
    clock,
    log,
    metrics,
    listenUrl: config.database.listenUrl,
    longestAccessSeconds: longestAccessSeconds(config),
  });
  const hasher = createPasswordHasher({ ...config.passwords, metrics });
  const verifyAccessToken = createPrincipalResolver({ db, clock, accessTokens, denylist, metrics });
  const readiness = createReadiness({ db, migration: await expectedMigration() });
  const tasks = [
    repeat("maintenance", MAINTENANCE_SECONDS, maintain, log),
    repeat("tell of sign-ins left at the second factor", TELL_SECONDS, tell, log),
    repeat("reload signing keys", RELOAD_KEYS_SECONDS, () => keys.reload(), log),
    repeat("reload places", MAINTENANCE_SECONDS, () => geoip.reload(), log),
  ];

  return {
    config,
    log,
    clock,
    metrics,
    db,
    redis,
    geoip,
    keys,
    accessTokens,
    refreshTokens,
    denylist,
    hasher,
    verifyAccessToken,
    readiness,
    jobs,
    outbox,
    encryptionKeys,
    sessionPolicy,
    publicUrl,
    isHttps,
    limiter: createLimiter({
      redis,
      metrics,
      points: { credentials: config.signInAttemptsPerMinute, knownBrowser: config.signInAttemptsPerMinute },
    }),
    guard: createSignInGuard(redis),
    providers: createProviders({ clock, publicUrl, configs: config.providers }),
    passwordMinLength: config.passwords.minLength,
    async close() {
      await Promise.all(tasks.map((task) => task.stop()));
      await jobs.stop(0);
      await denylist.close();
      await closePools();
    },
  };
}

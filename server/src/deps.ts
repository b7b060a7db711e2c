import type { Redis } from "ioredis";
import type { Config } from "./config.ts";
import type { PasswordHasher } from "./features/passwords/index.ts";
import type { Readiness } from "./features/operations/index.ts";
import type { AccessTokens, Denylist, RefreshTokens, SessionPolicy } from "./features/sessions/index.ts";
import type { KeyStore } from "./features/signing-keys/index.ts";
import type { VerifyAccessToken } from "./http/authenticate.ts";
import type { Limiter } from "./http/limits.ts";
import type { Clock } from "./platform/clock.ts";
import type { Db } from "./platform/db.ts";
import type { Log } from "./platform/log.ts";
import type { Metrics } from "./platform/metrics.ts";

/** What the features are wired with. Each takes the part it names. */
export type Deps = {
  config: Config;
  log: Log;
  clock: Clock;
  metrics: Metrics;
  db: Db;
  redis: Redis | null;
  limiter: Limiter;
  hasher: PasswordHasher;
  keys: KeyStore;
  accessTokens: AccessTokens;
  refreshTokens: RefreshTokens;
  denylist: Denylist;
  verifyAccessToken: VerifyAccessToken;
  readiness: Readiness;
  passwordMinLength: number;
  sessionPolicy: SessionPolicy;
  publicUrl: string;
  isHttps: boolean;
};

import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

export type Metrics = ReturnType<typeof createMetrics>;

/** All families of this process, in a registry of its own so that two apps in one test do not share counters. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    httpRequests: new Counter({
      name: "gatehouse_http_requests_total",
      help: "Requests answered, by method, route template and status.",
      labelNames: ["method", "route", "status"] as const,
      registers,
    }),
    httpSeconds: new Histogram({
      name: "gatehouse_http_request_duration_seconds",
      help: "Time from the request's head to the end of the answer.",
      labelNames: ["method", "route"] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
      registers,
    }),
    signIns: new Counter({
      name: "gatehouse_sign_ins_total",
      help: "Attempts to sign in, by method and result.",
      labelNames: ["method", "result"] as const,
      registers,
    }),
    secondFactors: new Counter({
      name: "gatehouse_second_factors_total",
      help: "Second factors that were shown, by method (totp, recovery_code, passkey) and result (success, wrong).",
      labelNames: ["method", "result"] as const,
      registers,
    }),
    throttledAttempts: new Counter({
      name: "gatehouse_throttled_attempts_total",
      help: "Passwords and codes refused unchecked after too many failures, by what had counted them (caller, ip, address, browser, known, session, second_factor).",
      labelNames: ["by"] as const,
      registers,
    }),
    refreshes: new Counter({
      name: "gatehouse_refreshes_total",
      help: "Presented refresh tokens, by outcome (rotated, replayed, theft, ended, invalid, conflict).",
      labelNames: ["outcome"] as const,
      registers,
    }),
    tokenVerifications: new Counter({
      name: "gatehouse_access_token_verifications_total",
      help: "Access tokens presented, by where the answer came from (cached, verified) or refused.",
      labelNames: ["result"] as const,
      registers,
    }),
    hashSeconds: new Histogram({
      name: "gatehouse_password_hash_duration_seconds",
      help: "Time of one password hash or check, without the wait for it.",
      buckets: [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2],
      registers,
    }),
    hashWaitSeconds: new Histogram({
      name: "gatehouse_password_hash_wait_seconds",
      help: "Time a password waited for a hash slot, by lane (known: known browsers, sessions, proofs and invitations; stranger).",
      labelNames: ["lane"] as const,
      buckets: [0.001, 0.05, 0.2, 0.5, 1, 2, 5],
      registers,
    }),
    hashWaiting: new Gauge({
      name: "gatehouse_password_hash_queue_depth",
      help: "Passwords waiting for a hash slot now, by lane.",
      labelNames: ["lane"] as const,
      registers,
    }),
    hashRefused: new Counter({
      name: "gatehouse_password_hash_refused_total",
      help: "Requests answered 503 because their lane of the hash queue was full.",
      labelNames: ["lane"] as const,
      registers,
    }),
    proofsOfWork: new Counter({
      name: "gatehouse_proofs_of_work_total",
      help: "Requests that had to solve a puzzle, by result (accepted, missing, malformed, foreign, expired, wrong, used).",
      labelNames: ["result"] as const,
      registers,
    }),
    mails: new Counter({
      name: "gatehouse_mails_total",
      help: "Tries to send a mail, by kind and result (sent, delayed, refused, expired, failed).",
      labelNames: ["kind", "result"] as const,
      registers,
    }),
    mailsWaiting: new Gauge({
      name: "gatehouse_mails_waiting",
      help: "Mails in the queue. Every process tells of the one queue: take the greatest.",
      registers,
    }),
    mailsOldestSeconds: new Gauge({
      name: "gatehouse_mails_oldest_waiting_seconds",
      help: "How long the oldest mail in the queue has waited.",
      registers,
    }),
    denylistAnswers: new Counter({
      name: "gatehouse_denylist_answers_total",
      help: "Revocation checks, by who answered (redis, process, postgres).",
      labelNames: ["source"] as const,
      registers,
    }),
    limitedRequests: new Counter({
      name: "gatehouse_limited_requests_total",
      help: "Requests refused by a limit, by limit.",
      labelNames: ["limit"] as const,
      registers,
    }),
  };
}

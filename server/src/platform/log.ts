import { pino, type Logger, type DestinationStream } from "pino";

export type Log = Logger;

/** Names under which a secret could travel. Redaction is the second wall: the first is that no secret is handed to the log. */
const SECRET_NAMES = [
  "password",
  "currentPassword",
  "newPassword",
  "accessToken",
  "refreshToken",
  "token",
  "authorization",
  "cookie",
  "secret",
  "hash",
];

const REDACTED = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** JSON lines on stdout unless a destination is given. A database error is logged by message and code, not with its bindings. */
export function createLog(options: { level: string }, destination?: DestinationStream): Log {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED, censor: "[redacted]" },
      serializers: { err: serializeError },
    },
    destination ?? pino.destination(1),
  );
}

/** knex puts the statement in front of the message, and a statement may hold values: only what follows the last " - " is kept. */
function serializeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = "code" in error ? error.code : undefined;
  const fromDatabase = "severity" in error;
  const message = fromDatabase ? error.message.slice(error.message.lastIndexOf(" - ") + 1).replace(/^- /, "") : error.message;
  const cause = error.cause instanceof Error ? serializeError(error.cause) : undefined;
  return { type: error.name, message, code, cause, stack: fromDatabase ? undefined : error.stack };
}

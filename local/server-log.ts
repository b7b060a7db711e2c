export type ServerLine = { level: string; message: string; fields: Record<string, unknown> };

const shownLevels = new Map([
  ["warn", "warning"],
  ["error", "error"],
  ["fatal", "error"],
]);

/** Reads one line of the server's JSON log; what is no JSON (a refused configuration, a crash of the runtime itself) counts as an error. */
export function parseServerLine(line: string): ServerLine {
  try {
    const fields = JSON.parse(line) as Record<string, unknown>;
    if (typeof fields["msg"] === "string") return { level: String(fields["level"]), message: fields["msg"], fields };
  } catch {
    // Not a line of the log.
  }
  return { level: "error", message: line, fields: {} };
}

/** A warning or an error as a line for people; undefined for everything below. */
export function readableWarning({ level, message, fields }: ServerLine): string | undefined {
  const label = shownLevels.get(level);
  if (label === undefined) return undefined;
  const error = fields["err"] as { message?: unknown } | undefined;
  const cause = typeof error?.message === "string" && !message.includes(error.message) ? ` (${error.message})` : "";
  const request = typeof fields["requestId"] === "string" ? `, request ${fields["requestId"]}` : "";
  return `${label}: ${message}${cause}${request}`;
}

import { displayPath } from "./postgres-failures.ts";

export type Announcement = {
  origin: string;
  /** The one-time link, or undefined once there is an administrator. */
  administratorLink: string | undefined;
  databaseFolder: string | undefined;
  hasRedis: boolean;
  sendsMail: boolean;
  logFile: string;
};

/** What a newcomer reads when everything runs: the address first, then the one thing to do next. */
export function announcement({ origin, administratorLink, databaseFolder, hasRedis, sendsMail, logFile }: Announcement): string {
  const isTerminal = process.stdout.isTTY;
  const bold = (text: string): string => (isTerminal ? `\u001b[1m${text}\u001b[22m` : text);
  const lines = [
    "",
    `  ${bold("Gatehouse is running:")}  ${bold(origin)}`,
    "",
    ...(administratorLink === undefined ? [] : ["  Become its first administrator (the link works once):", `  ${administratorLink}`, ""]),
    `  API          ${origin}/docs`,
    `  Database     ${databaseFolder === undefined ? "yours, from DATABASE_URL" : displayPath(databaseFolder)}`,
    `  Redis        ${hasRedis ? "yours, from REDIS_URL" : "none: limits and denylist live in the process"}`,
    `  Mail         ${sendsMail ? "sent, as SMTP_URL says" : `${origin}/development/mail`}`,
    `  Log          ${displayPath(logFile)}`,
    "",
    "  Press Ctrl-C to stop.",
    "",
  ];
  return lines.join("\n");
}

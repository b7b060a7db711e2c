import type { MailValues } from "./mail.ts";
import { letterHtml } from "./letter-html.ts";
import { letterText } from "./letter-text.ts";
import { TEMPLATES, type SentKind } from "./templates/index.ts";
import type { Letter, Setting } from "./templates/letter.ts";

export type RenderedMail = { subject: string; text: string; html: string };

/** A mail to be written: what it tells, and when it was asked for. */
export type Unwritten = { kind: SentKind; values: MailValues[SentKind]; createdAt: Date; expiresAt: Date | null };

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

function span(seconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => seconds >= 2 * length) ?? ["minute", 60];
  const count = Math.max(1, Math.round(seconds / length));
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });

function lifetime({ createdAt, expiresAt }: Unwritten): string {
  if (!expiresAt) return "";
  return `This works for ${span((expiresAt.getTime() - createdAt.getTime()) / 1000)}, until ${moment.format(expiresAt)} UTC.`;
}

/** Writes a mail as text and as HTML, which say the same. */
export function renderMail(mail: Unwritten, publicUrl: string): RenderedMail {
  const site = new URL(publicUrl).host;
  // The kind and its values belong together: the outbox took them as one.
  const template = TEMPLATES[mail.kind] as (values: MailValues[SentKind], setting: Setting) => Letter;
  const { subject, parts } = template(mail.values, { site, lifetime: lifetime(mail) });
  const letter = { subject, parts: parts.filter((part) => part !== "") };
  return { subject, text: letterText(letter, publicUrl), html: letterHtml(letter, publicUrl) };
}

/** The three parts of a mailed link's fragment. */
export interface MailedCode {
  challengeId: string;
  secret: string;
  code: string;
}

/** Reads `<id>.<secret>.<code>`; null when it is not one, e.g. cut off by a mail program. */
export function readMailedCode(link: string | null): MailedCode | null {
  const [, challengeId, secret, code] = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]+)\.([0-9]{8})$/i.exec(link ?? "") ?? [];
  return challengeId && secret && code ? { challengeId, secret, code } : null;
}

const sentenceName = "Explained";

/** An error whose message is written for the person at the terminal: it says what is wrong and what to do, and is shown without a stack trace. */
export function explained(message: string, cause?: unknown): Error {
  const error = new Error(message, { cause });
  error.name = sentenceName;
  return error;
}

/** Turns a failed system call on `subject` into a sentence where we know one; anything else comes back as it was. */
export function explainSystemError(error: unknown, subject: string): unknown {
  switch ((error as NodeJS.ErrnoException | undefined)?.code) {
    case "ENOSPC":
    case "EDQUOT":
      return explained(`The disk is full: ${subject} could not be written. Free some space and try again.`, error);
    case "EACCES":
    case "EPERM":
      return explained(
        `No permission to use ${subject}. Give your account read and write access to it, or run as the account that made it.`,
        error,
      );
    case "EROFS":
      return explained(`${subject} is on a read-only file system. Use a checkout that can be written to.`, error);
    default:
      return error;
  }
}

/** What to show for an error: the sentence of an explained one, the whole stack of any other. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === sentenceName ? error.message : (error.stack ?? error.message);
}

/** The codes as a text file, with where and whose they are. */
export function codesAsText(codes: readonly string[], { host, email, day }: { host: string; email: string; day: string }): string {
  return [`Recovery codes for ${email} at ${host}, made on ${day}.`, "Each works once.", "", ...codes, ""].join("\n");
}

/** Hands a text to the browser to be saved. */
export function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  // Browsers begin to save before the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

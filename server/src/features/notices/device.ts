const PROGRAMS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bEdg\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bFirefox\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const SYSTEMS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** Letters and dashes: whoever sends the header chooses the word, and an address of theirs must not stand in our mail. */
const OTHER_PROGRAM = /^[A-Za-z-]{1,30}(?=[/ ]|$)/;

/** "Firefox on Windows", or "curl": what a mail or a notice calls the device behind a User-Agent header. A guess. */
export function deviceOf({ userAgent }: { userAgent: string | null }): string {
  const first = (names: typeof PROGRAMS) => names.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1];
  const program = first(PROGRAMS) ?? OTHER_PROGRAM.exec(userAgent ?? "")?.[0] ?? "an unknown program";
  const system = first(SYSTEMS);
  return system ? `${program} on ${system}` : program;
}

/** What a person calls a method of proving who they are (RFC 8176). What goes without saying has no name. */
const names = new Map<string, string[]>([
  ["pwd", ["a password"]],
  ["otp", ["a code"]],
  ["hwk", ["a passkey"]],
  ["swk", ["a passkey"]],
  ["fed", ["a connected account"]],
  ["user", []],
  ["mfa", []],
]);

/** The methods in words: "a password", "a passkey". One that this console does not know yet keeps its own name. */
export function describeMethods(methods: readonly string[]): string[] {
  return [...new Set(methods.flatMap((method) => names.get(method) ?? method))];
}

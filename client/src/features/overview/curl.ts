/** A command that signs this person in from a terminal and prints the tokens; the password comes from the terminal's own variable. */
export function signInCommand(origin: string, email: string): string {
  const lines = [
    `curl ${origin}/api/v1/auth/login --json '{`,
    `  "email": ${inQuotes(JSON.stringify(email))},`,
    `  "password": "'"$PASSWORD"'",`,
    '  "refreshTransport": "body"',
    "}'",
  ];
  return lines.join("\n");
}

/** A command that asks the API who the bearer of the token is. */
export function whoAmICommand(origin: string): string {
  return `curl ${origin}/api/v1/me -H "Authorization: Bearer $TOKEN"`;
}

/** Keeps a text inside the single quotes of a POSIX shell, whatever it contains. */
function inQuotes(text: string): string {
  return text.replaceAll("'", "'\\''");
}

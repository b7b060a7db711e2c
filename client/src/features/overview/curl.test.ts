import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { signInCommand, whoAmICommand } from "./curl.ts";

/** What a shell would hand to curl. */
function argumentsOf(command: string, env: Record<string, string>): string[] {
  const shown = execFileSync("sh", ["-c", `curl() { printf '%s\\0' "$@"; }; ${command}`], { env });
  return shown.toString().split("\0").slice(0, -1);
}

test.each(["ada@example.com", "o'brien@example.com", 'a"b@example.com', "$HOME`id`@example.com"])(
  "the sign-in command is one that a shell understands, for %s",
  (email) => {
    const [url, option, body] = argumentsOf(signInCommand("https://gate.example", email), { PASSWORD: "four unrelated words" });
    expect([url, option]).toEqual(["https://gate.example/api/v1/auth/login", "--json"]);
    expect(JSON.parse(body ?? "")).toEqual({ email, password: "four unrelated words", refreshTransport: "body" });
  },
);

test("the first call sends the token from the terminal's own variable", () => {
  expect(argumentsOf(whoAmICommand("https://gate.example"), { TOKEN: "abc" })).toEqual([
    "https://gate.example/api/v1/me",
    "-H",
    "Authorization: Bearer abc",
  ]);
});

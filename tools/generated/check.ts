import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openApiText } from "./document.ts";
import { envExampleText } from "./env-example.ts";
import { ENV_EXAMPLE_FILE, OPENAPI_FILE, SESSIONS_DOCUMENT_FILE, TYPES_FILE, YOUR_DATA_DOCUMENT_FILE } from "./places.ts";
import { personalDataDocumentText } from "./personal-data.ts";
import { sessionsDocumentText } from "./session-ends.ts";
import { typesText } from "./types.ts";

const bin = (name: string) => join(import.meta.dirname, "node_modules/.bin", name);

function run(name: string, ...parameters: string[]): boolean {
  const { status, stdout, stderr, error } = spawnSync(bin(name), parameters, {
    cwd: import.meta.dirname,
    encoding: "utf8",
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
  });
  if (status !== 0) console.log(`${name}:\n${stdout}${stderr}${error?.message ?? ""}`);
  return status === 0;
}

const openApi = openApiText();
const sessionsDocument = readFileSync(SESSIONS_DOCUMENT_FILE, "utf8");
const yourDataDocument = readFileSync(YOUR_DATA_DOCUMENT_FILE, "utf8");
const checks: Array<[string, boolean]> = [
  ["openapi.json is what the endpoints say (else: npm run generate)", readFileSync(OPENAPI_FILE, "utf8") === openApi],
  [
    "the client's types are what openapi.json says (else: npm run generate)",
    readFileSync(TYPES_FILE, "utf8") === (await typesText(openApi)),
  ],
  [".env.example is what config.ts says (else: npm run generate)", readFileSync(ENV_EXAMPLE_FILE, "utf8") === envExampleText()],
  [
    "the table of docs/sessions.md is what session-ends.ts says (else: npm run generate)",
    sessionsDocument === sessionsDocumentText(sessionsDocument),
  ],
  [
    "the table of docs/your-data.md is what personal-data.ts says (else: npm run generate)",
    yourDataDocument === personalDataDocumentText(yourDataDocument),
  ],
  ["Redocly finds no error", run("redocly", "lint", OPENAPI_FILE, "--config", "redocly.yaml")],
  ["Spectral finds no error", run("spectral", "lint", OPENAPI_FILE, "--ruleset", "spectral.yaml", "--fail-severity", "warn")],
];
for (const [guarantee, holds] of checks) console.log(`${holds ? "ok  " : "FAIL"} ${guarantee}`);
const failed = checks.filter(([, holds]) => !holds).length;
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

import { readFileSync, writeFileSync } from "node:fs";
import { openApiText } from "./document.ts";
import { envExampleText } from "./env-example.ts";
import { ENV_EXAMPLE_FILE, OPENAPI_FILE, SESSIONS_DOCUMENT_FILE, TYPES_FILE, YOUR_DATA_DOCUMENT_FILE } from "./places.ts";
import { personalDataDocumentText } from "./personal-data.ts";
import { sessionsDocumentText } from "./session-ends.ts";
import { typesText } from "./types.ts";

const openApi = openApiText();
writeFileSync(OPENAPI_FILE, openApi);
writeFileSync(TYPES_FILE, await typesText(openApi));
writeFileSync(ENV_EXAMPLE_FILE, envExampleText());
writeFileSync(SESSIONS_DOCUMENT_FILE, sessionsDocumentText(readFileSync(SESSIONS_DOCUMENT_FILE, "utf8")));
writeFileSync(YOUR_DATA_DOCUMENT_FILE, personalDataDocumentText(readFileSync(YOUR_DATA_DOCUMENT_FILE, "utf8")));
console.log("Wrote openapi.json, the client's types, .env.example and the tables of docs/sessions.md and docs/your-data.md.");

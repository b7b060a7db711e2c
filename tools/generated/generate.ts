import { writeFileSync } from "node:fs";
import { openApiText } from "./document.ts";
import { envExampleText } from "./env-example.ts";
import { ENV_EXAMPLE_FILE, OPENAPI_FILE, TYPES_FILE } from "./places.ts";
import { typesText } from "./types.ts";

const openApi = openApiText();
writeFileSync(OPENAPI_FILE, openApi);
writeFileSync(TYPES_FILE, await typesText(openApi));
writeFileSync(ENV_EXAMPLE_FILE, envExampleText());
console.log("Wrote openapi.json, the client's types and .env.example.");

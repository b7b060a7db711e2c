import { writeFileSync } from "node:fs";
import { openApiText } from "./document.ts";
import { OPENAPI_FILE, TYPES_FILE } from "./places.ts";
import { typesText } from "./types.ts";

const openApi = openApiText();
writeFileSync(OPENAPI_FILE, openApi);
writeFileSync(TYPES_FILE, await typesText(openApi));
console.log("Wrote openapi.json and the client's types.");

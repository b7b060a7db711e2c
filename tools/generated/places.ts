import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

export const OPENAPI_FILE = join(ROOT, "openapi.json");
export const ENV_EXAMPLE_FILE = join(ROOT, ".env.example");
export const SESSIONS_DOCUMENT_FILE = join(ROOT, "docs/sessions.md");
export const YOUR_DATA_DOCUMENT_FILE = join(ROOT, "docs/your-data.md");
export const TYPES_FILE = join(ROOT, "client/src/api/schema.d.ts");

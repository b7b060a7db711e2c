import openapiTypescript, { astToString, type OpenAPI3 } from "openapi-typescript";

const HEADER = "// Generated from openapi.json by `npm run generate`. Do not edit.\n";

/** The client's types of the API, as the text of `schema.d.ts`. */
export async function typesText(openApi: string): Promise<string> {
  return (
    HEADER +
    astToString(await openapiTypescript(JSON.parse(openApi) as OpenAPI3, { alphabetize: true, immutable: true, defaultNonNullable: false }))
  );
}

import { createApiCache } from "../lib/api-cache.ts";

/** The cache of this tab. Only for modules that are loaded later: it is not part of what the console starts with. */
export const queries = createApiCache();

export { createAdditionLink } from "./create-addition-link.ts";
export { deleteOldAdditionLinks, findAdditionLink, endAdditionLinks } from "./addition-links.queries.ts";

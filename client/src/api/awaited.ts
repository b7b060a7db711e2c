interface Disconnect {
  delete: { parameters: { path: { connectionId: string } }; responses: { 204: { content?: never } } };
}

/** Endpoints that pages are written against while their entries in the API's document are on their way. */
export interface AwaitedPaths {
  "/api/v1/me/connections/{connectionId}": Disconnect & { get?: never; put?: never; post?: never; patch?: never };
}

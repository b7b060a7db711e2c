/** What a person may prove themselves with: these, or the id of a provider. */
export type ProofWay = "password" | "totp" | "recovery_code" | "passkey" | (string & {});

/** A ceremony that the server has begun: what the browser is asked, and the token that goes back with its answer. */
export interface PasskeyCeremony {
  token: string;
  options: object;
}

interface Post<Body, Status extends number, Answer> {
  get?: never;
  put?: never;
  patch?: never;
  delete?: never;
  post: {
    parameters: { query?: never; path?: never };
    requestBody: [Body] extends [undefined] ? never : { content: { "application/json": Body } };
    responses: { [code in Status]: Answer extends null ? { content?: never } : { content: { "application/json": Answer } } };
  };
}

/** Endpoints that pages are written against while their entries in the API's document are on their way. */
export interface AwaitedPaths {
  "/api/v1/me/step-up/options": Post<undefined, 200, { methods: ProofWay[]; passkey: PasskeyCeremony | null }>;
  "/api/v1/me/step-up": Post<
    { password: string } | { code: string } | { recoveryCode: string } | { passkey: { token: string; response: object } },
    204,
    null
  >;
}

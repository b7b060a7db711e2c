import type { components, paths } from "./schema.d.ts";

type Schemas = components["schemas"];

export type User = Schemas["User"];
export type SignedIn = Schemas["SignedIn"];
export type SessionInfo = SignedIn["session"];
/** Where the session acts: in an organization, in none, or not where it last did, because that does not let it in. */
export type Standing = Pick<SignedIn, "organization" | "organizationRefusal">;
export type CurrentOrganization = Schemas["CurrentOrganization"];
export type OrganizationRefusal = Schemas["OrganizationRefusal"];
export type OwnOrganization = Schemas["OwnOrganization"];
export type Organization = Schemas["Organization"];
export type BlastRadius = Schemas["BlastRadius"];
export type Member = Schemas["Member"];
export type MemberPage = Schemas["MemberPage"];
export type MemberInvitation = Schemas["OrganizationInvitation"];
export type InvitedMember = Schemas["InvitedMember"];
export type OrganizationDomain = Schemas["OrganizationDomain"];
export type JoinableOrganization = Schemas["JoinableOrganization"];
export type JoinRequest = Schemas["JoinRequest"];
export type OwnInvitation = Schemas["MyOrganizationInvitation"];
export type OfferedMembership = Schemas["OfferedMembership"];
export type Demand = OrganizationRefusal["demands"][number];
export type AuthOptions = Schemas["AuthOptions"];
export type PendingSignIn = Schemas["SecondFactorAsked"]["secondFactor"];
export type PasskeyQuestion = Schemas["PasskeyQuestion"];
export type Passkey = Schemas["Passkey"];
export type Security = Schemas["AccountSecurity"];
export type Provider = AuthOptions["providers"][number];
export type Connection = Schemas["Connection"];
export type Challenge = Schemas["Challenge"];
export type MailedLink = Schemas["MailedLink"];
export type Puzzle = Schemas["Puzzle"];
export type AuditEvent = Schemas["AuditEvent"];
export type MySession = Schemas["Session"];
export type MySessionPage = Schemas["SessionPage"];
export type ProblemBody = Schemas["Problem"];
export type FieldProblem = NonNullable<ProblemBody["errors"]>[number];
export type EmailChange = Schemas["EmailChange"];
export type SecurityNotice = Schemas["Notice"];
export type NewInvitation = Schemas["NewInvitation"];
export type OpenInvitation = Schemas["Invitation"];
export type ListedUser = Schemas["ListedUser"];
export type AdministeredUser = Schemas["AdministeredUser"];
export type Impersonating = Schemas["Impersonating"];
export type OrganizationRole = Schemas["OrganizationRole"];
export type Permission = Schemas["OrganizationPermission"];
export type OrganizationPolicy = Schemas["OrganizationPolicy"];
export type PolicyPreview = Schemas["PolicyPreview"];
export type AccessExplanation = Schemas["AccessExplanation"];
export type AccessChange = Schemas["AccessChange"];
export type LookIntoOrganization = Schemas["LookIntoOrganization"];
export type DevelopmentMail = Schemas["DevelopmentMail"];

type Method = "get" | "post" | "patch" | "put" | "delete";
type ApiPath = keyof paths & `/api/v1${string}`;

/** The operations of one path, by "METHOD /path" without the base. */
type OperationsOf<P extends ApiPath> = P extends `/api/v1${infer Rest}`
  ? { [M in Method as paths[P][M] extends { responses: object } ? `${Uppercase<M>} ${Rest}` : never]: paths[P][M] }
  : never;

type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void ? All : never;
type Operations = Together<{ [P in ApiPath]: OperationsOf<P> }[ApiPath]>;

/** A method and a path, e.g. `"GET /me"` or `"DELETE /me/sessions/{sessionId}"`. */
export type Route = keyof Operations;

type Json<Content> = Content extends { content: { "application/json": infer Body } } ? Body : never;
type Present<Body> = [Body] extends [never] ? undefined : Body;
type Success<Responses> = Responses extends { 200: infer Ok } | { 201: infer Ok } | { 202: infer Ok } ? Json<Ok> : null;

/** What a route answers with on success: `null` where it answers without a body. */
export type AnswerOf<R extends Route> = Operations[R] extends { responses: infer Responses } ? Success<Responses> : never;

/** What a route takes in its body; `undefined` when it takes none. */
export type BodyOf<R extends Route> = Operations[R] extends { requestBody?: infer Body } ? Present<Json<NonNullable<Body>>> : undefined;

/** What a route takes in its query; `undefined` when it takes none. */
export type QueryOf<R extends Route> = Operations[R] extends { parameters: { query?: infer Query extends object } } ? Query : undefined;

/** What fills the braces of a route's path, by name; `undefined` when it has none. */
export type ParamsOf<R extends Route> = Operations[R] extends { parameters: { path: infer Params extends object } } ? Params : undefined;

/** Which devices a sign-out ends: this one, every other, or all. */
export type SignOutScope = NonNullable<BodyOf<"POST /auth/logout">["scope"]>;

/** The ways in; each may answer that a second factor is still to be proven. */
export type SignInRoute =
  | "POST /auth/login"
  | "POST /auth/passkey"
  | "POST /auth/second-factor/totp"
  | "POST /auth/second-factor/recovery-code"
  | "POST /auth/second-factor/passkey";

/** An account here and who its person is at a provider. */
export type Connection = {
  id: string;
  userId: string;
  /** The id of the provider in the settings, of which it may be gone by now. */
  provider: string;
  issuer: string;
  subject: string;
  /** As the provider told it when they were connected. Nothing is decided by it. */
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
};

/** More than anybody has, and few enough to look through. */
export const MOST_CONNECTIONS = 10;

/** The key of an account at a provider. */
export type IdentityKey = Pick<Connection, "issuer" | "subject">;

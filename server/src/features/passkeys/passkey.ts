/** A key pair of WebAuthn of which we have the public half. The private one unlocks with a finger, a face or a PIN. */
export type Passkey = {
  id: string;
  userId: string;
  credentialId: Buffer;
  publicKey: Buffer;
  /** Of its signatures, as the authenticator counts them; 0 where it does not. */
  counter: number;
  transports: string[];
  /** Which make of authenticator it says it is in. */
  aaguid: string | null;
  /** Whether it may be synced to other devices, and whether it is. */
  isBackupEligible: boolean;
  isBackedUp: boolean;
  /** What the person calls it. */
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
};

export const MOST_PASSKEYS = 20;

/** What is known of how it proves a person (RFC 8176): a key that may be synced is a software key, and it checks who uses it. */
export function methodsOf({ isBackupEligible }: Pick<Passkey, "isBackupEligible">): readonly string[] {
  return [isBackupEligible ? "swk" : "hwk", "user", "mfa"];
}

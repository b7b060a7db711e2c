/** A tenant. */
export type Organization = {
  id: string;
  /** Its name in addresses: lower-case letters, digits and hyphens. */
  slug: string;
  name: string;
  /** A bigint, which comes as text. */
  epoch: string;
  epochChangedAt: Date;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** Nobody acts in it from then on; it is deleted for good at `erasesAt`. */
  closedAt: Date | null;
  erasesAt: Date | null;
};

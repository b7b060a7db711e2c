import { z } from "zod";

const LONGEST = 48;
const SHORTEST = 2;

/** Words that stand, or may come to stand, where an organization's name stands in an address. */
const RESERVED = new Set(["admin", "api", "docs", "health", "instance", "me", "new", "null", "sign-in", "sign-up", "undefined", "welcome"]);

/** What an organization is called in addresses. */
export const slugInput = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(
    z
      .string()
      .min(SHORTEST, "Needs at least 2 characters.")
      .max(LONGEST, `Has at most ${LONGEST} characters.`)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Consists of a to z, 0 to 9, and single hyphens between them.")
      .refine((slug) => !RESERVED.has(slug), "Is a word that Gatehouse uses itself."),
  );

/** A slug made of a name; with a number when others have been tried. Never one that `slugInput` refuses. */
export function slugOf(name: string, attempt = 0): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST - 8)
    .replaceAll(/^-+|-+$/g, "");
  const isUsable = plain.length >= SHORTEST && !RESERVED.has(plain);
  const base = isUsable ? plain : "organization";
  return attempt === 0 && isUsable ? base : `${base}-${attempt + 1}`;
}

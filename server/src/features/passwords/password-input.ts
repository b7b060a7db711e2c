import { z } from "zod";

/** Any text: what is accepted as a new password is decided with the person at hand. The bound keeps hashing cheap. */
export const passwordInput = z.string().max(1_024).meta({ format: "password" });

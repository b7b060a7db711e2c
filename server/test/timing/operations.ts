import { PASSWORD } from "../client.ts";

/** What an outsider can ask about an address, and the only answer to it. */
export type Operation = { name: string; path: string; status: number; body(email: string): object };

const WRONG_PASSWORD = Array.from(PASSWORD).toReversed().join("");

export const OPERATIONS: readonly Operation[] = [
  {
    name: "login",
    path: "/api/v1/auth/login",
    status: 401,
    body: (email) => ({ email, password: WRONG_PASSWORD, refreshTransport: "body" }),
  },
  { name: "recover", path: "/api/v1/auth/recovery", status: 202, body: (email) => ({ email }) },
  { name: "register", path: "/api/v1/auth/register", status: 202, body: (email) => ({ email, name: "Ada", password: PASSWORD }) },
];

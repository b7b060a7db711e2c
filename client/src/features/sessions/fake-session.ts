import type { MySession } from "../../api/types.ts";

/** For tests: another device of the person, changed as said. */
export function fakeSession(changes: Partial<MySession> = {}): MySession {
  return {
    id: "0193a5b2-7c1e-7d4a-9b3f-4f1c2e8a9d10",
    name: null,
    isCurrent: false,
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0",
    ip: "203.0.113.24",
    place: null,
    methods: ["pwd"],
    impersonation: null,
    createdAt: "2026-11-20T10:42:07.000Z",
    lastSeenAt: "2026-11-21T09:12:00.000Z",
    idleExpiresAt: "2026-11-28T09:12:00.000Z",
    expiresAt: "2026-12-20T10:42:07.000Z",
    ...changes,
  };
}

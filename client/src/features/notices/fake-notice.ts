import type { SecurityNotice } from "../../api/types.ts";

/** For tests: an open notice of a new device, changed as said. */
export function fakeNotice(changes: Partial<SecurityNotice> = {}): SecurityNotice {
  return {
    id: "notice-1",
    kind: "new_device",
    details: { device: "Firefox on Linux", ip: "203.0.113.7" },
    createdAt: "2026-11-21T10:42:07.000Z",
    dismissedAt: null,
    ...changes,
  };
}

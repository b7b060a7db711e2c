import { v7 } from "uuid";

/** A UUIDv7 (RFC 9562): ordered by time, so that primary-key indexes grow at one end. Made here because Postgres 15 cannot. */
export function newId(at?: Date): string {
  return at ? v7({ msecs: at.getTime() }) : v7();
}

/** The only source of "now" for rules about time, so that a test can move it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

export function addSeconds(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}

/** Whole seconds since 1970, as JWT claims count them (RFC 7519, NumericDate). */
export function epochSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

/** Whether more than one factor was proven, in one method or several: RFC 8176 calls it `mfa`. */
export function isStrong({ methods }: { methods: readonly string[] }): boolean {
  return methods.includes("mfa");
}

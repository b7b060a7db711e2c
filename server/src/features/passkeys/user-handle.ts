/** How authenticators name the person: the bytes of their id, which says nothing of them (WebAuthn, 14.6.1). */
export function userHandle(userId: string): Buffer {
  return Buffer.from(userId.replaceAll("-", ""), "hex");
}

import { createHash, createPublicKey, verify, type JsonWebKey } from "node:crypto";

/** What an export holds, by section. */
export type ExportContent = {
  format: string;
  issuer: string;
  subject: string;
  exportedAt: string;
  sections: Record<string, { about: string; items: Array<Record<string, unknown>> }>;
};

const parsed = (part: string | undefined) => JSON.parse(Buffer.from(String(part), "base64url").toString("utf8")) as Record<string, unknown>;

/** Checks an export as somebody would who has nothing but the file and the key set: Node's own crypto, no code of ours. Throws. */
export function verifyExport(text: string, keySet: { keys: Array<JsonWebKey & { kid?: string }> }) {
  const [, line = ""] = text.split("\n");
  const { content, signature } = JSON.parse(text) as { content: ExportContent; signature: string };
  const [head, body, mark = ""] = signature.split(".");
  const [header, claims] = [parsed(head), parsed(body)];
  const key = keySet.keys.find(({ kid }) => kid === header["kid"]);
  if (!key || header["alg"] !== "ES256") throw new Error("signed by none of these keys");
  const publicKey = createPublicKey({ key, format: "jwk" });
  const isSigned = verify(
    "sha256",
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(mark, "base64url"),
  );
  if (!isSigned) throw new Error("the signature is not right");
  if (claims["sha256"] !== createHash("sha256").update(line).digest("hex")) throw new Error("the content was changed");
  return { content, header, claims, bytes: Buffer.byteLength(line) };
}

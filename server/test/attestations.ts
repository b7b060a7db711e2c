import { createPrivateKey, sign, type KeyObject } from "node:crypto";

/** A key of a maker of authenticators, and its certificate, made for these tests alone (WebAuthn, 8.2.1). */
const MAKERS_KEY = [
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjmXJ2WGnotPH6D5UTNLvl4mVitXLK4Y+nCd/8y7SEB2hRANCAAT805M4qnQM1DNqsA/7Zppe",
  "ou328pT8RBDLGFMhpBPyaFbz9FILK1qRvw1tqIY2RhH19FkLg4FBHCVw1U2c706+",
].join("");
const MAKERS_CERTIFICATE = [
  "MIIB9TCCAZygAwIBAgIUclSrPsRa+gj666r3/1n4ArIggy0wCgYIKoZIzj0EAwIwUTELMAkGA1UEBhMCTkwxDjAMBgNVBAoMBU1ha2VyMSIwIAYDVQQLDBlB",
  "dXRoZW50aWNhdG9yIEF0dGVzdGF0aW9uMQ4wDAYDVQQDDAVNb2RlbDAgFw0yNjExMjgxODA5MDBaGA8yMTI2MTEwNDE4MDkwMFowUTELMAkGA1UEBhMCTkwx",
  "DjAMBgNVBAoMBU1ha2VyMSIwIAYDVQQLDBlBdXRoZW50aWNhdG9yIEF0dGVzdGF0aW9uMQ4wDAYDVQQDDAVNb2RlbDBZMBMGByqGSM49AgEGCCqGSM49AwEH",
  "A0IABPzTkziqdAzUM2qwD/tmml6i7fbylPxEEMsYUyGkE/JoVvP0UgsrWpG/DW2ohjZGEfX0WQuDgUEcJXDVTZzvTr6jUDBOMB0GA1UdDgQWBBQv9A7T9DiS",
  "W05l9SSYD8XORNGC1DAfBgNVHSMEGDAWgBQv9A7T9DiSW05l9SSYD8XORNGC1DAMBgNVHRMBAf8EAjAAMAoGCCqGSM49BAMCA0cAMEQCIAXSHXOw1hBUbAaN",
  "+mdHim20NeF1C0CojWKUaTcZP4QTAiBqHiGLvTTEKo1Trq0mRER7JQ0xzVG/ZFRdA+swks+2Zw==",
].join("");

export type Attestation = { fmt: string; attStmt: Map<string, unknown> };

const signed = (data: Buffer, key: KeyObject) => new Uint8Array(sign("sha256", data, key));

/** By the maker, with a certificate. */
export function packedByMaker(data: Buffer): Attestation {
  const key = createPrivateKey({ key: Buffer.from(MAKERS_KEY, "base64"), format: "der", type: "pkcs8" });
  const x5c = [new Uint8Array(Buffer.from(MAKERS_CERTIFICATE, "base64"))];
  return {
    fmt: "packed",
    attStmt: new Map<string, unknown>([
      ["alg", -7],
      ["sig", signed(data, key)],
      ["x5c", x5c],
    ]),
  };
}

/** By the passkey itself, as some authenticators do although nobody asks. */
export function packedBySelf(data: Buffer, key: KeyObject): Attestation {
  return {
    fmt: "packed",
    attStmt: new Map<string, unknown>([
      ["alg", -7],
      ["sig", signed(data, key)],
    ]),
  };
}

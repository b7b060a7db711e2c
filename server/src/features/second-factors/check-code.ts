import { invalidField, type Problem } from "../../http/problem.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { open } from "../../platform/secrets.ts";
import type { GuardAttemptDeps } from "../sign-in-guard/index.ts";
import type { FactorProof } from "./factor-proof.ts";
import { guardFactor, type FactorShower } from "./guard-factor.ts";
import { possibleHashes } from "./recovery-code.ts";
import { findTotp, isUnusedRecoveryCode, useRecoveryCode, useStep, type TotpCredential } from "./second-factors.queries.ts";
import { stepOfCode } from "./totp.ts";

export type CheckCodeDeps = GuardAttemptDeps & { encryptionKeys: KeyRing };

export type TypedCode = { method: "totp" | "recovery_code"; code: string };

export const sealedSecretOf = (id: string) => ({ table: "totp_credentials", column: "sealed_secret", row: id });

/** The step of which the code is, if it fits the credential and was not used. */
export function fittingStep({ encryptionKeys, clock }: CheckCodeDeps, credential: TotpCredential, code: string): number | undefined {
  const secret = open(encryptionKeys, credential.sealedSecret, sealedSecretOf(credential.id));
  return stepOfCode(secret, code, { now: clock(), lastStep: credential.lastStep });
}

/**
 * The proof that a typed code is, if it fits. Wrong ones are counted as `guardFactor` does. `admit` runs before anything is compared and
 * may throw. Throws `too_many_attempts`, or 422 at `path`.
 */
export async function checkCode(
  deps: CheckCodeDeps,
  { method, code }: TypedCode,
  typer: FactorShower,
  { path = "/code", admit }: { path?: string; admit?: () => Promise<void> } = {},
): Promise<FactorProof> {
  return guardCode(deps, typer, { method, path, admit }, () =>
    method === "totp" ? totpProof(deps, typer.user.id, code) : recoveryProof(deps, typer.user.id, code),
  );
}

/** Runs a check of a code as `guardFactor` does, and turns a wrong one into the problem to throw. */
export async function guardCode<T>(
  deps: GuardAttemptDeps,
  typer: FactorShower,
  { method, path, admit }: { method: TypedCode["method"]; path: string; admit?: (() => Promise<void>) | undefined },
  check: () => Promise<T | undefined>,
): Promise<T> {
  const proof = await guardFactor(deps, typer, { method, admit }, check);
  if (proof === undefined) throw wrongCode(path);
  return proof;
}

export function wrongCode(path = "/code"): Problem {
  return invalidField(path, [{ code: "wrong_code", message: "Is not right, or was used already." }]);
}

async function totpProof(deps: CheckCodeDeps, userId: string, code: string): Promise<FactorProof | undefined> {
  const credential = await findTotp(deps.db, userId);
  const step = credential && fittingStep(deps, credential, code);
  if (!credential || step === undefined) return undefined;
  return { method: "totp", methods: ["otp", "mfa"], use: (tx) => useStep(tx, credential.id, step) };
}

async function recoveryProof({ db, encryptionKeys }: CheckCodeDeps, userId: string, code: string): Promise<FactorProof | undefined> {
  const hashes = possibleHashes(encryptionKeys, userId, code);
  if (!(await isUnusedRecoveryCode(db, userId, hashes))) return undefined;
  return { method: "recovery_code", methods: ["otp", "mfa"], use: (tx, now) => useRecoveryCode(tx, userId, hashes, now) };
}

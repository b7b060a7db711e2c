import type { Db } from "../../platform/db.ts";
import { hasSecondFactor, methodsToShow, secondFactorsOf, waysIn } from "../credentials/index.ts";

/** By what the person can prove themselves again: with a second factor, if they have one. */
export async function stepUpMethods(db: Db, userId: string): Promise<string[]> {
  const factors = await secondFactorsOf(db, userId);
  if (hasSecondFactor(factors)) return methodsToShow(factors);
  return (await waysIn(db, userId)).password ? ["password"] : [];
}

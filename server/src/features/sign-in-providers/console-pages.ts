import type { Problem } from "../../http/problem.ts";
import type { Flow } from "./flow.ts";

type Told = Record<string, string>;

/** An address of the console. What is told stands in the fragment, which no server sees. */
function page(publicUrl: string, path: string, told: Told = {}): string {
  const fragment = new URLSearchParams(told).toString();
  return `${publicUrl}${path}${fragment && `#${fragment}`}`;
}

/** The sign-in page, which goes on to `next` afterwards. */
export function signInPage(publicUrl: string, next: string, told: Told = {}): string {
  return page(publicUrl, next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`, told);
}

/** The page with which a flow goes on: where it was to lead. */
export function nextPage(publicUrl: string, { next }: Pick<Flow, "next">, told: Told = {}): string {
  return page(publicUrl, next, told);
}

/** The page that says why a flow led nowhere: the one that it began on. */
export function refusalPage(
  publicUrl: string,
  { purpose, next, provider }: Pick<Flow, "purpose" | "next" | "provider">,
  { code, deletesAt }: Pick<Problem, "code" | "deletesAt">,
): string {
  const told = { "provider-error": code, provider, ...(deletesAt && { "deletes-at": deletesAt.toISOString() }) };
  return purpose === "sign_in" ? signInPage(publicUrl, next, told) : nextPage(publicUrl, { next }, told);
}

import type { z } from "zod";
import { Problem, type FieldError } from "./problem.ts";

type Part = FieldError["in"];

/** How many errors one answer lists, so that a hostile body cannot ask for an answer much larger than itself. */
const MAX_ERRORS = 50;
const MAX_POINTER = 200;

/** A JSON pointer (RFC 6901). Where it would be very long, it stops at the innermost holder that can be named shortly. */
function pointer(path: readonly PropertyKey[]): string {
  let text = "";
  for (const step of path) {
    const next = `${text}/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (next.length > MAX_POINTER) break;
    text = next;
  }
  return text;
}

/** A member's name and what holds it: a chain in place of a list, so that going one level deeper copies nothing. */
type Place = { name: string; holder: Place } | undefined;

function pathTo(place: Place): string[] {
  const path: string[] = [];
  for (let step = place; step !== undefined; step = step.holder) path.push(step.name);
  return path.toReversed();
}

function isCleanText(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/**
 * Finds strings, and names of members, that Postgres cannot store: with a NUL or half a surrogate pair.
 * Walks with a list of its own rather than by recursion, so that deep nesting cannot exhaust the stack.
 */
function uncleanText(value: unknown, part: Part): FieldError[] {
  const errors: FieldError[] = [];
  const complain = (place: Place, message: string) =>
    errors.push({ in: part, path: pointer(pathTo(place)), code: "invalid_text", message });
  const rest: Array<{ value: unknown; place: Place }> = [{ value, place: undefined }];
  for (let next = rest.pop(); next !== undefined && errors.length < MAX_ERRORS; next = rest.pop()) {
    const { value: current, place } = next;
    if (typeof current === "string" && !isCleanText(current)) {
      complain(place, "Must be valid Unicode without NUL.");
    } else if (current !== null && typeof current === "object") {
      for (const [name, member] of Object.entries(current)) {
        if (!isCleanText(name)) complain(place, "Holds a name that is not valid Unicode.");
        else if (typeof member === "string" || (member !== null && typeof member === "object"))
          rest.push({ value: member, place: { name, holder: place } });
      }
    }
  }
  return errors;
}

function codeOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_small":
      return issue.origin === "string" ? "too_short" : "too_small";
    case "too_big":
      return issue.origin === "string" ? "too_long" : "too_big";
    case "invalid_type":
      return issue.input === undefined ? "required" : "wrong_type";
    case "invalid_value":
      return issue.input === undefined ? "required" : "not_allowed";
    case "custom":
      return typeof issue.params?.code === "string" ? issue.params.code : "invalid";
    default:
      return "invalid";
  }
}

function toFieldErrors(issue: z.core.$ZodIssue, part: Part): FieldError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      in: part,
      path: pointer([...issue.path, key]),
      code: "unknown_field",
      message: "Is not a member that this endpoint knows.",
    }));
  }
  const code = codeOf(issue);
  const message = code === "required" ? "Is required." : issue.message;
  return [{ in: part, path: pointer(issue.path), code, message }];
}

/** What the schema makes of the value, or a 422 that points at each fault. */
export function validate<S extends z.ZodType>(schema: S, value: unknown, part: Part): z.output<S> {
  const unclean = uncleanText(value, part);
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success && unclean.length === 0) return parsed.data;
  const errors = [...unclean, ...(parsed.error?.issues ?? []).flatMap((issue) => toFieldErrors(issue, part))];
  throw new Problem("validation_failed", { errors: errors.slice(0, MAX_ERRORS) });
}

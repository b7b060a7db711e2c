import { isProblem, Problem, Unreachable } from "../lib/problem.ts";
import type { Toast } from "./toasts.tsx";

/**
 * Says that something failed, why, and the request id to tell; `title` says what holds now: "Nobody was signed out". Where no answer
 * came nobody knows what holds, and the person's own "no" is no failure.
 */
export function failureToast(title: string, error: unknown): Toast {
  if (isProblem(error, "step_up_required")) return { tone: "info", title, detail: error.message };
  if (error instanceof Problem) return { tone: "danger", title, detail: error.message, requestId: error.requestId };
  if (error instanceof Unreachable)
    return { tone: "danger", title: "No answer came", detail: "It may have been done or not: look again when the server can be reached." };
  return { tone: "danger", title, detail: "The server could not be told. Try again when it can be reached." };
}

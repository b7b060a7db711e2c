import { Problem } from "../lib/problem.ts";
import type { Toast } from "./toasts.tsx";

/** Says that something failed, why, and the request id to tell; `title` says what holds now: "Nobody was signed out". */
export function failureToast(title: string, error: unknown): Toast {
  if (error instanceof Problem) return { tone: "danger", title, detail: error.message, requestId: error.requestId };
  return { tone: "danger", title, detail: "The server could not be told. Try again when it can be reached." };
}

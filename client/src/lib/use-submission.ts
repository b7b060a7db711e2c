import { type ComponentProps, useRef, useState } from "react";
import { beginWait, useSecondsLeft, type Wait } from "./countdown.ts";
import { Problem } from "./problem.ts";

/** What was typed, by the names of the fields. */
export type Typed = Record<string, string>;

/** Why fields were refused, by their names; a field without reasons is absent. */
export type FieldErrors = Record<string, string[]>;

interface Steps {
  /** What is wrong before anything is sent. */
  check: (typed: Typed) => FieldErrors;
  send: (typed: Typed) => Promise<void>;
  /** What the server's refusal says about single fields. */
  explain?: (problem: Problem) => FieldErrors;
}

/** A form on its way. `error` is the last failure that concerns the form as a whole. */
export interface Submission {
  busy: boolean;
  error: unknown;
  fieldErrors: FieldErrors;
  /** Seconds until the server takes another attempt; it is not asked before. */
  secondsLeft: number;
  /** Forgets the complaint about a field, once its value changes. */
  forgive: (field: string) => void;
  onSubmit: NonNullable<ComponentProps<"form">["onSubmit"]>;
}

/** Sends a form once at a time and keeps what was typed, whatever happens. After success it stays busy: the page is being left. */
export function useSubmission({ check, send, explain }: Steps): Submission {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [fieldErrors, setFieldErrors] = useState<FieldErrors>({});
  const [wait, setWait] = useState<Wait | null>(null);
  const secondsLeft = useSecondsLeft(wait);
  const underWay = useRef(false);

  const fail = (cause: unknown) => {
    const reasons = cause instanceof Problem && explain ? explain(cause) : {};
    setFieldErrors(reasons);
    setError(isEmpty(reasons) ? cause : null);
    setWait(cause instanceof Problem && cause.retryAfterSeconds ? beginWait(cause.retryAfterSeconds) : null);
    setBusy(false);
    underWay.current = false;
  };

  const onSubmit: Submission["onSubmit"] = (event) => {
    event.preventDefault();
    if (underWay.current || secondsLeft > 0) return;
    const typed = readForm(event.currentTarget);
    const reasons = check(typed);
    setFieldErrors(reasons);
    setError(null);
    if (!isEmpty(reasons)) return;
    underWay.current = true;
    setBusy(true);
    send(typed).catch(fail);
  };

  const forgive = (field: string) =>
    setFieldErrors((reasons) =>
      reasons[field] ? Object.fromEntries(Object.entries(reasons).filter(([name]) => name !== field)) : reasons,
    );

  return { busy, error, fieldErrors, secondsLeft, forgive, onSubmit };
}

function readForm(form: HTMLFormElement): Typed {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, typeof value === "string" ? value : ""]));
}

function isEmpty(reasons: FieldErrors): boolean {
  return Object.keys(reasons).length === 0;
}

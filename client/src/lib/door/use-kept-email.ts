import { useEffect } from "react";
import { keep, kept } from "./kept.ts";

/**
 * Fills the page's email field with the address that the pages before were about, unless it is in use already,
 * and keeps what is typed there for the pages that follow.
 */
export function useKeptEmail(): void {
  useEffect(() => {
    const field = document.querySelector<HTMLInputElement>("input[name=email]");
    if (field === null) return;
    const isTouched = field.value !== "" || field === document.activeElement;
    if (!isTouched && !field.readOnly) field.value = kept("email") ?? "";
    const remember = () => keep("email", field.value.trim());
    field.addEventListener("change", remember);
    return () => field.removeEventListener("change", remember);
  }, []);
}

import { type ComponentProps, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { TextField } from "./text-field.tsx";

type PasswordFieldProps = Omit<ComponentProps<typeof TextField>, "type" | "trailing" | "ref"> & {
  autoComplete: "current-password" | "new-password";
};

/**
 * A password input that can be shown, and hides itself again when its form is sent, so that password managers and
 * onlookers see what they should. Says when Caps Lock is on. Never stands in the way of pasting.
 */
export function PasswordField({ hint, ...props }: PasswordFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);

  useEffect(() => {
    const form = input.current?.form;
    const hide = () => setShown(false);
    form?.addEventListener("submit", hide);
    return () => form?.removeEventListener("submit", hide);
  }, []);

  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));

  return (
    <TextField
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      required
      {...props}
      ref={input}
      type={shown ? "text" : "password"}
      onKeyDown={watchCapsLock}
      onKeyUp={watchCapsLock}
      onBlur={() => setCapsLock(false)}
      hint={capsLock ? <WithCapsLock>{hint}</WithCapsLock> : hint}
      trailing={
        <button
          type="button"
          aria-label={shown ? "Hide password" : "Show password"}
          onClick={() => setShown(!shown)}
          className="touch-target rounded-control px-3 text-small text-ink-2 hover:text-ink"
        >
          {shown ? "Hide" : "Show"}
        </button>
      }
    />
  );
}

function WithCapsLock({ children }: { children: ReactNode }) {
  return (
    <>
      <output className="block font-medium text-warn">Caps Lock is on.</output>
      {children}
    </>
  );
}

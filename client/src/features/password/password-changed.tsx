import { useEffect, useRef } from "react";
import { Button } from "../../ui/button.tsx";
import { FormActions } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageLink } from "../../ui/page-link.tsx";

/** Says that it is done, in the place of the form; takes the focus, which the form had. */
export function PasswordChanged({ done, onAgain }: { done: "set" | "changed"; onAgain: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="grid max-w-md gap-4 outline-none">
      <Notice tone="success" title={`Password ${done}`}>
        <p>
          Your other devices were signed out. <PageLink to="/me/activity">See your activity</PageLink>
        </p>
      </Notice>
      <FormActions>
        <Button onClick={onAgain}>{done === "set" ? "Change it" : "Change it again"}</Button>
      </FormActions>
    </div>
  );
}

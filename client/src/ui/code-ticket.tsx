import { useRef, useState } from "react";
import { Button } from "./button.tsx";
import { groupCode } from "./code-field.tsx";
import { Notches } from "./notches.tsx";

const words = { ready: "Copy code", copied: "Copied", refused: "Selected: press Ctrl+C or ⌘C" };

/** A code to be typed elsewhere: large, grouped as people say it, on the ticket of what is shown for one use. */
export function CodeTicket({ code }: { code: string }) {
  const text = useRef<HTMLElement>(null);
  const [state, setState] = useState<keyof typeof words>("ready");

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      setState("copied");
    } catch {
      if (text.current) getSelection()?.selectAllChildren(text.current);
      setState("refused");
    }
  };

  return (
    <div className="relative grid justify-items-center gap-4 rounded-control border border-dashed border-line-strong bg-surface px-6 py-6">
      <Notches />
      {/* Digit by digit for a screen reader, which would else say millions. */}
      <code ref={text} className="font-mono text-display tracking-[0.08em] whitespace-nowrap text-ink select-all">
        <span className="sr-only">{code.split("").join(" ")}</span>
        <span aria-hidden="true">{groupCode(code)}</span>
      </code>
      <Button onClick={() => void copy()} onBlur={() => setState("ready")}>
        {words[state]}
      </Button>
      <output className="sr-only">{state !== "ready" && words[state]}</output>
    </div>
  );
}

import { useRef, useState } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

const words = { ready: "Copy", copied: "Copied", refused: "Selected: press Ctrl+C or ⌘C" };

/**
 * A text to be copied, one line or (`block`) several; on a phone the button behind one line is only its drawing. Says
 * "Copied" only once the clipboard has really taken it; if the browser refuses, the text is selected, so that one key
 * press copies it. `what` names it: "Copy request id".
 */
export function CopyText({ value, what, block = false }: { value: string; what: string; block?: boolean }) {
  const text = useRef<HTMLElement>(null);
  const [state, setState] = useState<keyof typeof words>("ready");

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setState("copied");
    } catch {
      if (text.current) getSelection()?.selectAllChildren(text.current);
      setState("refused");
    }
  };

  return (
    <span
      className={classNames(
        "max-w-full",
        block
          ? "flow-root rounded-control border border-line bg-surface p-3"
          : "inline-flex flex-row-reverse items-center justify-end gap-x-1",
        state === "refused" && "flex-wrap-reverse",
      )}
    >
      <button
        type="button"
        aria-label={state === "ready" ? `Copy ${what}` : undefined}
        onClick={() => void copy()}
        onBlur={() => setState("ready")}
        className={classNames(
          "inline-flex min-h-6 touch-target shrink-0 items-center gap-1 rounded-chip px-1.5 text-small font-medium text-ink-2 transition hover:text-ink",
          block ? "float-end -mt-1 -me-1 justify-end hover:bg-sunken" : "-my-3 justify-center hover:bg-chosen",
        )}
      >
        <Icon name={state === "copied" ? "check" : "copy"} className="size-3.5" />
        <span className={classNames(!block && state !== "refused" && "max-md:sr-only")}>{words[state]}</span>
      </button>
      <code
        ref={text}
        className={classNames("min-w-0 font-mono text-small wrap-anywhere text-ink", block ? "block whitespace-pre-wrap" : "self-baseline")}
      >
        {value}
      </code>
      {/* Beside the button: what is inside one is its name, and no live region. */}
      <output className="sr-only">{state !== "ready" && words[state]}</output>
    </span>
  );
}

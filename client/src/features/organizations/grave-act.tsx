import type { ReactNode } from "react";
import { useOnline } from "../../lib/use-online.ts";
import { Button } from "../../ui/button.tsx";

interface GraveActProps {
  title: string;
  /** What it does, in a sentence. */
  children: ReactNode;
  label: string;
  onBegin: () => void;
}

/** One act that is asked about before it is done. */
export function GraveAct({ title, children, label, onBegin }: GraveActProps) {
  const { online } = useOnline();
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-line py-3.5 last:border-0">
      <div className="min-w-0 flex-1 basis-64">
        <h3 className="font-medium">{title}</h3>
        <div className="max-w-prose text-ink-2">{children}</div>
      </div>
      <Button disabled={!online} onClick={onBegin}>
        {label}
      </Button>
    </li>
  );
}

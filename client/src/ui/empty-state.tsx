import type { ReactNode } from "react";

/** Says that there is nothing yet, and what will appear here. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid max-w-prose gap-1 border-s-2 border-line-strong py-1 ps-4">
      <p className="font-semibold">{title}</p>
      <p className="text-ink-2">{children}</p>
    </div>
  );
}

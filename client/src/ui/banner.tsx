import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** A line across the top that concerns the whole console; read out when it appears. Mount it always, empty while all is well. */
export function Banner({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <output>
      {children && (
        <span className="flex items-center gap-2.5 border-b border-line bg-warn-soft px-4 py-2 text-ink md:px-6">
          <Icon name={icon} className="text-warn" />
          <span>{children}</span>
        </span>
      )}
    </output>
  );
}

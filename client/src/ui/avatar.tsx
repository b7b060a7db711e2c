import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** What kind of principal: told by the shape, people round, agents square, the system an outline, nobody known a dashed one. */
export type PrincipalKind = "person" | "agent" | "system" | "unknown";

const looks: Record<PrincipalKind, string> = {
  person: "rounded-full bg-accent-soft text-accent",
  agent: "rounded-chip bg-info-soft text-info",
  system: "rounded-chip border border-line-strong text-ink-2",
  unknown: "rounded-full border border-dashed border-line-strong text-ink-2",
};

const sizes = { small: "size-5 text-tiny", large: "size-11 text-section" };

/** The first letter of a name in the shape of its kind. Decorative: the name stands beside it. */
export function Avatar({ kind, name, size = "small" }: { kind: PrincipalKind; name: string; size?: keyof typeof sizes }) {
  const letter = kind === "unknown" ? "?" : (/\S/u.exec(name)?.[0].toLocaleUpperCase() ?? "?");
  return (
    <span aria-hidden="true" className={classNames("inline-grid shrink-0 place-items-center font-semibold", looks[kind], sizes[size])}>
      {letter}
    </span>
  );
}

/** A principal in a line of text: the shape and what it is called. */
export function Identity({ kind, name, says = name }: { kind: PrincipalKind; name: string; says?: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Avatar kind={kind} name={name} />
      <span className="truncate">{says}</span>
    </span>
  );
}

/** A person at length. */
export function Portrait({ name, detail, note }: { name: string; detail: ReactNode; note: string | null }) {
  return (
    <div className="flex items-center gap-3">
      <Avatar kind="person" name={name} size="large" />
      <div className="min-w-0">
        <p className="text-lead font-semibold wrap-anywhere">{name}</p>
        <p className="wrap-anywhere text-ink-2">{detail}</p>
        {note && <p className="text-small text-accent">{note}</p>}
      </div>
    </div>
  );
}

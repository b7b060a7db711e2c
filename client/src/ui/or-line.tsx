/** "or": between what one can do, with a rule to each side. */
export function OrLine() {
  return (
    <p className="flex items-center gap-3 text-body text-ink-3 before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
      or
    </p>
  );
}

/** Says that the device works before the request can go out; read out when it begins. */
export function Working({ on }: { on: boolean }) {
  return (
    <output className={on ? "flex items-start gap-2.5 text-body text-ink-2" : "sr-only"}>
      {on && (
        <>
          <span
            aria-hidden="true"
            className="mt-0.5 size-4 shrink-0 animate-spin rounded-full border-2 border-line border-t-accent motion-reduce:animate-none"
          />
          <span>Many requests come in just now, so this device solves a small puzzle first. That takes a few seconds at most.</span>
        </>
      )}
    </output>
  );
}

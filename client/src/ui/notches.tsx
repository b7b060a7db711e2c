const sides = ["-start-px rounded-e-full border-s-0", "-end-px rounded-s-full border-e-0"];

/** The two notches of a ticket with a dashed edge, on the page's ground; the ticket is `relative`. */
export function Notches() {
  return sides.map((side) => (
    <span
      key={side}
      aria-hidden="true"
      className={`absolute top-1/2 h-3.5 w-2 -translate-y-1/2 border border-dashed border-line-strong bg-canvas ${side}`}
    />
  ));
}

import type { KeyboardEvent } from "react";

/** Moves the focus among the items of the menu that the key was pressed in, or closes it (WAI-ARIA Authoring Practices, menu button). */
export function moveInMenu(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  if (event.key === "Escape" || event.key === "Tab") {
    if (event.key === "Escape") event.preventDefault();
    close();
    return;
  }
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role^=menuitem]")];
  const here = items.indexOf(document.activeElement as HTMLElement);
  const next = nextItem(
    event.key,
    here,
    items.map((item) => item.textContent ?? ""),
  );
  if (next === null) return;
  event.preventDefault();
  items[next]?.focus();
}

/** The place to go to from `here`, or null when the key means nothing; the ends meet. */
function nextItem(key: string, here: number, labels: string[]): number | null {
  const count = labels.length;
  if (key === "ArrowDown") return (here + 1) % count;
  if (key === "ArrowUp") return here <= 0 ? count - 1 : here - 1;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key.length !== 1 || key === " ") return null;
  const after = labels.map((_, step) => (here + 1 + step) % count);
  const letter = key.toLocaleLowerCase();
  return after.find((index) => labels[index]?.toLocaleLowerCase().startsWith(letter)) ?? null;
}

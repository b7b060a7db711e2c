import { type ReactNode, useContext, useEffect, useLayoutEffect, useRef } from "react";
import { OrganizationContext } from "../lib/organization.ts";

/** Whether the focus was on the page, or in a dialog over it, when its head went. */
let wasFocused = false;

/**
 * The head of a page: its one h1, which takes the focus after a change of route, and the title of the window. Where a page takes the
 * place of another at the same address, it takes over the focus too, so that nobody is put back to the beginning of the document.
 */
export function PageHeader({ title, lead, actions }: { title: string; lead?: ReactNode; actions?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const organization = useContext(OrganizationContext)?.name;
  // Tabs of several organizations are told apart by their names.
  const whole = [title, organization !== title && organization, "Gatehouse"].filter(Boolean).join(" · ");
  useEffect(() => {
    document.title = whole;
  }, [whole]);
  useLayoutEffect(() => {
    const take = (isLost: (active: Element) => boolean) => {
      if (isLost(document.activeElement ?? document.body)) heading.current?.focus({ preventScroll: true });
    };
    if (wasFocused) {
      // What had the focus on the former page goes only after this has come, and a dialog of it later still.
      take((active) => active === document.body || active.closest("main") !== null);
      requestAnimationFrame(() => take((active) => active === document.body));
    }
    wasFocused = false;
    return () => {
      wasFocused = isOnPage(document.activeElement);
    };
  }, []);
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1">
        <h1 ref={heading} tabIndex={-1} className="text-title font-semibold tracking-[-0.01em] wrap-anywhere outline-none">
          {title}
        </h1>
        {lead && <p className="max-w-[90ch] text-pretty text-ink-2">{lead}</p>}
      </div>
      {actions}
    </header>
  );
}

function isOnPage(element: Element | null): boolean {
  return Boolean(element?.closest("main, [role=alertdialog]"));
}

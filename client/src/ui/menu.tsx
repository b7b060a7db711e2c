import {
  createContext,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { moveInMenu } from "./move-in-menu.ts";

/** What the element that opens a menu must take. */
export interface MenuTriggerProps {
  id: string;
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
  onClick: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

interface MenuProps {
  renderTrigger: (props: MenuTriggerProps) => ReactElement;
  /** Below its trigger, or above it at the bottom of the window. */
  side: "below" | "above";
  children: ReactNode;
}

const Close = createContext<() => void>(() => {});

/**
 * A menu of actions (WAI-ARIA menu button): arrow keys, Home, End, first letters, Escape and Tab do what they do in a
 * native one. Not Base UI's, whose 50 kB would be more than a whole page may weigh.
 */
export function Menu({ renderTrigger, side, children }: MenuProps) {
  const [open, setOpen] = useState<"first" | "last" | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const triggerId = useId();

  useEffect(() => {
    if (open === null) return;
    const items = list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]");
    items?.[open === "first" ? 0 : items.length - 1]?.focus();
    const whenOutside = (event: Event) => event.target instanceof Node && !box.current?.contains(event.target) && setOpen(null);
    document.addEventListener("pointerdown", whenOutside);
    document.addEventListener("focusin", whenOutside);
    return () => {
      document.removeEventListener("pointerdown", whenOutside);
      document.removeEventListener("focusin", whenOutside);
    };
  }, [open]);

  const close = () => {
    setOpen(null);
    document.getElementById(triggerId)?.focus();
  };

  return (
    <div ref={box} className="relative grid">
      {renderTrigger({
        id: triggerId,
        "aria-haspopup": "menu",
        "aria-expanded": open !== null,
        onClick: () => setOpen(open ? null : "first"),
        onKeyDown: (event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setOpen(event.key === "ArrowDown" ? "first" : "last");
        },
      })}
      {open && (
        <div
          ref={list}
          role="menu"
          aria-labelledby={triggerId}
          tabIndex={-1}
          onKeyDown={(event) => moveInMenu(event, close)}
          className={classNames(
            "absolute end-0 z-40 max-h-[calc(100dvh-5rem)] w-60 overflow-y-auto rounded-control border border-line bg-surface p-1 text-start text-body shadow-float outline-none",
            side === "below" ? "top-full mt-1.5" : "end-2 bottom-full mb-2",
          )}
        >
          <Close value={close}>{children}</Close>
        </div>
      )}
    </div>
  );
}

/** The look and behaviour of a menu's item, for one that is a link. `itemProps` go on the element. */
export function useMenuItem(): { role: "menuitem"; tabIndex: -1; className: string; onClick: () => void } {
  return { role: "menuitem", tabIndex: -1, className: itemLook, onClick: useContext(Close) };
}

const itemLook =
  "flex min-h-8 w-full touch-target items-center gap-2.5 rounded-chip px-2.5 py-1 text-start text-ink outline-offset-[-2px] hover:bg-sunken focus:bg-sunken";

/** Does something, and closes the menu. */
export function MenuAction({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  const { onClick: close, ...item } = useMenuItem();
  return (
    <button
      type="button"
      {...item}
      onClick={() => {
        close();
        onClick();
      }}
    >
      {children}
    </button>
  );
}

/** Items that belong together under a name. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  const id = useId();
  return (
    // A fieldset may not stand in a menu.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div role="group" aria-labelledby={id} className="border-t border-line py-1 first:border-0 first:pt-0 last:pb-0">
      <p id={id} className="truncate px-2.5 pt-1.5 pb-1 text-small font-semibold text-ink-3">
        {label}
      </p>
      {children}
    </div>
  );
}

interface MenuChoiceProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: { value: Value; label: string }[];
}

/** One of a few; the menu stays open, so that the effect can be seen. */
export function MenuChoice<Value extends string>({ label, value, onChange, options }: MenuChoiceProps<Value>) {
  return (
    <MenuGroup label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="menuitemradio"
          aria-checked={option.value === value}
          tabIndex={-1}
          onClick={() => onChange(option.value)}
          className={itemLook}
        >
          {option.label}
          {option.value === value && <Icon name="check" className="ms-auto text-accent" />}
        </button>
      ))}
    </MenuGroup>
  );
}

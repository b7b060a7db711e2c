import { useLocation } from "react-router";
import type { User } from "../api/types.ts";
import { Avatar } from "../ui/avatar.tsx";
import { classNames } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import type { MenuTriggerProps } from "../ui/menu.tsx";
import { NoticeBadge } from "./notice-badge.tsx";

/** In the top bar of a wide window, or in the bottom bar of a phone, where the organization's pages are in its menu too. */
export type AccountPlace = "top" | "bottom";

type AccountButtonProps = MenuTriggerProps & { user: User; place: AccountPlace };

const bottomLook = "grid min-h-14 place-items-center content-center gap-0.5 text-small";

/** Opens the account's menu. */
export function AccountButton({ user, place, ...trigger }: AccountButtonProps) {
  const { pathname } = useLocation();
  if (place === "bottom") {
    const here = /^\/(me\/(?!activity)|instance|o\/[^/]+\/)/.test(pathname);
    return (
      <button type="button" {...trigger} className={classNames(bottomLook, here ? "font-semibold text-ink" : "text-ink-2")}>
        <span className="relative">
          <Icon name="person" />
          <span className="absolute -end-5 -top-1.5 flex">
            <NoticeBadge key={user.id} />
          </span>
        </span>
        More
      </button>
    );
  }
  return (
    <button
      type="button"
      {...trigger}
      className="flex min-h-8 max-w-64 items-center gap-2 rounded-control px-2 transition-colors hover:bg-chosen aria-expanded:bg-chosen"
    >
      <Avatar kind="person" name={user.name} />
      <span className="truncate">{user.name}</span>
      <span className="sr-only">, account</span>
      <Icon name="chevron" className="text-ink-3" />
    </button>
  );
}

/** Keeps the account's place in the bottom bar until it is known whose it is. */
export function AccountAwaited() {
  return (
    <button type="button" aria-disabled="true" className={classNames(bottomLook, "text-ink-2 opacity-50")}>
      <Icon name="person" />
      <span>
        More<span className="sr-only">: opens as soon as the server has said whose it is</span>
      </span>
    </button>
  );
}

import { Dialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useRef, useState } from "react";
import type { CurrentOrganization } from "../../api/types.ts";
import { classNames } from "../../ui/class-names.ts";
import { veilLook } from "../../ui/dialog.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Link } from "../../ui/link.tsx";
import { Loading } from "../../ui/loading.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { findByWords } from "./find-by-words.ts";
import { myOrganizations } from "./organization-queries.ts";
import { PersonalPlace } from "./personal-place.tsx";
import { placeLook, SwitcherPlace } from "./switcher-place.tsx";

/** From so many on the list can be searched. */
const manyAt = 9;

interface SwitcherDialogProps {
  open: boolean;
  current: CurrentOrganization | null;
  userName: string;
  onClose: () => void;
}

/** Where the person can act: each organization, their own place without one, and a new one. Below its button; on a phone at the lower edge. */
export function SwitcherDialog({ open, current, userName, onClose }: SwitcherDialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  // Where the person goes on by keyboard; a finger wants no keyboard over the list.
  const begin = (by: string) => by === "touch" || (popup.current?.querySelector<HTMLElement>("input, [aria-current]") ?? true);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={classNames(veilLook, "md:bg-transparent")} />
        <Dialog.Popup
          ref={popup}
          initialFocus={begin}
          className="fixed inset-x-0 bottom-0 z-50 flex max-h-[85dvh] flex-col gap-3 rounded-t-dialog border border-line bg-surface p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] shadow-float transition duration-[180ms] outline-none data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 md:start-3 md:end-auto md:top-14 md:bottom-auto md:max-h-[calc(100dvh-5rem)] md:w-80 md:rounded-dialog"
        >
          <div className="flex items-center justify-between gap-2 ps-2">
            <Dialog.Title className="text-lead font-semibold">Switch organization</Dialog.Title>
            <Dialog.Close render={<IconButton icon="close" label="Close the list" />} />
          </div>
          <Places current={current} userName={userName} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Places({ current, userName, onClose }: Omit<SwitcherDialogProps, "open">) {
  const { data, error, refetch } = useQuery(myOrganizations);
  const [search, setSearch] = useState("");
  const found = data && findByWords(data, search);
  return (
    <>
      {data && data.length >= manyAt && (
        <TextField
          label="Find"
          name="search"
          type="search"
          autoComplete="off"
          className="px-2"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrows are a shortcut beside Tab */}
      <ul className="-mx-1 min-h-0 overflow-y-auto px-1" onKeyDown={moveByArrows}>
        {found?.map((organization) => (
          <SwitcherPlace key={organization.id} organization={organization} isCurrent={organization.id === current?.id} onChosen={onClose} />
        ))}
        {search === "" && <PersonalPlace userName={userName} isCurrent={current === null} onChosen={onClose} />}
      </ul>
      <output className="px-2 text-small text-ink-3 empty:hidden">
        {found && search !== "" && (found.length === 0 ? "None is called like that." : `${found.length} of ${data?.length}`)}
      </output>
      {!data && error && <ErrorPanel error={error} title="Your organizations could not be loaded" onRetry={() => void refetch()} />}
      {!data && !error && <Loading what="your organizations" rows={2} onRetry={() => void refetch({ cancelRefetch: true })} />}
      <div className="border-t border-line pt-2">
        <Link to="/organizations/new" onClick={onClose} className={classNames(placeLook, "font-medium text-accent")}>
          <span aria-hidden="true" className="inline-grid size-6.5 place-items-center rounded-chip border border-dashed border-line-strong">
            +
          </span>
          Create an organization
        </Link>
      </div>
    </>
  );
}

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const places = [...event.currentTarget.querySelectorAll<HTMLElement>("a, button")];
  const at = places.findIndex((place) => place === document.activeElement);
  event.preventDefault();
  places[(at + step + places.length) % places.length]?.focus();
}

import { type ComponentType, useRef, useState } from "react";
import type { SignedInPerson } from "../lib/session/signed-in.ts";
import { initialsOf } from "../lib/organization.ts";
import { Icon } from "../ui/icon.tsx";
import { Seal } from "../ui/seal.tsx";
import { useToast } from "../ui/toasts.tsx";

type Switcher = ComponentType<{ open: boolean; onClose: () => void }>;

/** Where the person acts, and the way to act elsewhere. The list comes when it is first asked for. */
export function OrganizationButton({ person }: { person: SignedInPerson | null }) {
  const [open, setOpen] = useState(false);
  const [List, setList] = useState<Switcher | null>(null);
  const underWay = useRef(false);
  const toast = useToast();
  // Who acts for another enters none of their organizations, and none of their own meanwhile.
  if (!person?.standing) return <Brand />;
  const { organization } = person.standing;

  const show = () => {
    setOpen(true);
    if (List || underWay.current) return;
    underWay.current = true;
    import("./organization-switcher.tsx")
      .then(
        (module) => setList(() => module.OrganizationSwitcher),
        () => {
          setOpen(false);
          toast({ tone: "danger", title: "The list did not arrive", detail: "Load the page again; Gatehouse may have been updated." });
        },
      )
      .finally(() => (underWay.current = false));
  };

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={show}
        className="flex min-h-10 w-full min-w-0 items-center gap-2.5 rounded-control px-1.5 text-start transition-colors hover:bg-chosen aria-expanded:bg-chosen"
      >
        <Seal letter={organization ? initialsOf(organization.name) : "G"} />
        <span className="grid min-w-0 flex-1 leading-tight">
          <span className="truncate font-semibold">{organization?.name ?? "Gatehouse"}</span>
          <span className="truncate text-tiny text-ink-3">
            <span className="sr-only">, </span>
            {organization?.role.name ?? "Personal"}
          </span>
        </span>
        <span className="sr-only">, switch organization</span>
        <Icon name="chevron" className="text-ink-3" />
      </button>
      {List && person && <List open={open} onClose={() => setOpen(false)} />}
    </>
  );
}

function Brand() {
  return (
    <p className="flex min-h-10 items-center gap-2.5 px-1.5 font-semibold">
      <Seal letter="G" />
      Gatehouse
    </p>
  );
}

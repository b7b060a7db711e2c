import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { IconButton } from "./icon-button.tsx";

/*
 * A ledger: a real table on a wide window, three lines per entry on a phone. The roles are written out because browsers
 * drop those of a table whose parts are laid out as a grid.
 */
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- see above */

interface LedgerProps {
  label: string;
  /** By name and width class; one whose buttons speak for themselves is `unsaid`. The last one, for the row's button, needs no entry. */
  columns: { name: string; width?: string; unsaid?: boolean }[];
  children: ReactNode;
}

/** A ledger with its columns. */
export function Ledger({ label, columns, children }: LedgerProps) {
  return (
    <table role="table" aria-label={label} className="w-full table-fixed border-collapse text-start max-md:block">
      <thead role="rowgroup" className="max-md:sr-only">
        <tr role="row" className="border-b border-line text-small text-ink-3">
          {columns.map(({ name, width, unsaid }) => (
            <th key={name} role="columnheader" scope="col" className={classNames("py-1.5 pe-3 text-start font-semibold", width)}>
              {unsaid ? <span className="sr-only">{name}</span> : name}
            </th>
          ))}
          <th role="columnheader" scope="col" className="w-9">
            <span className="sr-only">Details</span>
          </th>
        </tr>
      </thead>
      {children}
    </table>
  );
}

/** The entries of one day, or of whatever `title` names. */
export function LedgerGroup({ title, columns, children }: { title: ReactNode; columns: number; children: ReactNode }) {
  return (
    <tbody role="rowgroup" className="group max-md:block">
      <tr role="row" className="max-md:block">
        <th
          role="rowheader"
          scope="rowgroup"
          colSpan={columns + 1}
          className="border-b border-line pt-5 pb-1.5 text-start group-first-of-type:pt-2.5 text-small font-semibold text-ink-2 max-md:block"
        >
          {title}
        </th>
      </tr>
      {children}
    </tbody>
  );
}

interface LedgerRowProps {
  /** What the row tells, for the name of its button: "Details of …". */
  name: string;
  open: boolean;
  onToggle: () => void;
  /** The id of the row of details, which stands below while open. */
  detailsId: string;
  children: ReactNode;
}

/** One entry; a click anywhere on it opens its details, its button does so for the keyboard. */
export function LedgerRow({ name, open, onToggle, detailsId, children }: LedgerRowProps) {
  return (
    <tr
      role="row"
      onClick={(event) => {
        const selecting = getSelection()?.isCollapsed === false;
        if (!selecting && !(event.target as Element).closest("a, button, form")) onToggle();
      }}
      className={classNames(
        bleed,
        "cursor-pointer border-b border-line hover:*:first:before:bg-chosen",
        "max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:items-center max-md:gap-x-2 max-md:gap-y-0.5 max-md:py-2.5",
        open && opened,
      )}
    >
      {children}
      <td role="cell" className="text-end max-md:col-start-2 max-md:row-start-1 max-md:-my-3 max-md:-me-3.5">
        <IconButton
          icon="chevron"
          label={`${open ? "Hide details" : "Details"} of: ${name}`}
          aria-expanded={open}
          aria-controls={open ? detailsId : undefined}
          onClick={onToggle}
          className={open ? "rotate-180" : undefined}
        />
      </td>
    </tr>
  );
}

/** What lies under a row reaches to the edges of the page, so that its text keeps its place. On the first cell, because a row makes a cell of its own pseudo-element. */
const bleed =
  "relative *:first:before:absolute *:first:before:inset-y-0 *:first:before:-start-4 *:first:before:-end-4 *:first:before:-z-10 *:first:before:content-[''] md:*:first:before:-start-6 md:*:first:before:-end-6";
const opened = "*:first:before:border-s-3 *:first:before:border-accent *:first:before:bg-chosen";

const places = {
  /** The first line on a phone. */
  first: "max-md:col-start-1 max-md:row-start-1",
  /** The second line on a phone. */
  second: "max-md:col-span-2 max-md:col-start-1 max-md:row-start-2",
  /** The third line on a phone, at its start. */
  third: "max-md:col-start-1 max-md:row-start-3",
  /** The third line on a phone, at its end. */
  end: "max-md:col-start-2 max-md:row-start-3",
  /** Not shown on a phone, where it is among the details. */
  wide: "max-md:hidden",
};

/** One value of an entry; `place` says where it goes on a phone, `columns` over how many it goes elsewhere. */
export function LedgerCell({ place, columns, children }: { place: keyof typeof places; columns?: number; children: ReactNode }) {
  return (
    <td role="cell" colSpan={columns} className={classNames("min-w-0 py-1.5 pe-3 break-words max-md:p-0 md:h-8.5", places[place])}>
      {children}
    </td>
  );
}

interface LedgerDetailsProps {
  id: string;
  columns: number;
  /** Begins where the row begins, for a ledger whose first column is no time. */
  flush?: boolean;
  children: ReactNode;
}

/** What there is to know beyond the row above. */
export function LedgerDetails({ id, columns, flush, children }: LedgerDetailsProps) {
  return (
    <tr role="row" id={id} className={classNames(bleed, opened, "border-b border-line max-md:block")}>
      <td role="cell" colSpan={columns + 1} className={classNames("pt-1 pb-4 max-md:block", !flush && "md:ps-22")}>
        {children}
      </td>
    </tr>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { permissionCatalogue } from "../../lib/api-permissions.ts";
import { ComboField } from "../../ui/combo-field.tsx";
import { Mono } from "../../ui/mono.tsx";
import { apiOperations } from "./explain-queries.ts";

const mostOptions = 30;

/** What is to be done: a permission or an operation of the API, found by its name or by words of its sentence. */
export function ActionField({ action, onAction }: { action: string; onAction: (action: string) => void }) {
  const [typed, setTyped] = useState(action);
  const catalogue = useQuery(permissionCatalogue);
  const isLooking = typed !== action && typed.trim() !== "";
  const operations = useQuery({ ...apiOperations, enabled: isLooking });
  const all: { id: string; detail: string }[] = [
    ...(catalogue.data ?? []).map(({ name, description }) => ({ id: name, detail: description })),
    ...(isLooking ? (operations.data ?? []).map(({ id, summary }) => ({ id, detail: `${summary} (operation)` })) : []),
  ];
  const words = isLooking ? typed.toLowerCase().split(/\s+/).filter(Boolean) : [];
  const fitting = all.filter(({ id, detail }) => words.every((word) => `${id} ${detail}`.toLowerCase().includes(word)));
  const options = fitting.slice(0, mostOptions).map(({ id, detail }) => ({ id, title: <Mono>{id}</Mono>, detail }));
  const isPending = catalogue.isPending || (isLooking && operations.isPending);
  return (
    <ComboField
      label="What"
      name="action"
      hint="A permission, or an operation of the API."
      placeholder="members:invite"
      typed={typed}
      onType={setTyped}
      options={options}
      note={options.length > 0 ? null : isPending ? "Looking…" : "Nothing fits."}
      onChoose={onAction}
    />
  );
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import type { FieldErrors } from "../../lib/use-submission.ts";
import { useToast } from "../../ui/toasts.tsx";
import { type ReadUser, readUser } from "./user-queries.ts";

type SaveResult = { kind: "saved" | "conflict"; now: ReadUser };

/** Saves the name over what was read; `conflict` when somebody else changed the name meanwhile. Whatever else they changed is none. */
async function saveName(name: string, { user: before, etag }: ReadUser): Promise<SaveResult> {
  const userId = before.id;
  try {
    const headers: Record<string, string> = etag === null ? {} : { "If-Match": etag };
    const { data: user, etag: next } = await api("PATCH /users/{userId}", { params: { userId }, body: { name }, headers });
    return { kind: "saved", now: { user, etag: next } };
  } catch (error) {
    if (!isProblem(error, "precondition_failed")) throw error;
    const now = await readUser(userId);
    return now.user.name === before.name ? saveName(name, now) : { kind: "conflict", now };
  }
}

/** A person's name being edited. What is typed stays until it is saved or thrown away, whatever the server says. */
export function useUserName(start: ReadUser) {
  const [known, setKnown] = useState(start);
  const [name, setName] = useState(start.user.name);
  const [theirs, setTheirs] = useState<ReadUser | null>(null);
  const [missing, setMissing] = useState<FieldErrors>({});
  const queries = useQueryClient();
  const toast = useToast();
  const dirty = name.trim() !== known.user.name;
  // Read anew since, and nothing typed: what is there now is what is edited.
  if (start !== known && !dirty && theirs === null && start.etag !== known.etag) {
    setKnown(start);
    setName(start.user.name);
  }

  const adopt = (now: ReadUser) => {
    setKnown(now);
    setName(now.user.name);
    setTheirs(null);
    void queries.invalidateQueries({ queryKey: ["users"] });
  };

  const saving = useMutation({
    mutationFn: (over: ReadUser) => saveName(name.trim(), over),
    onSuccess: ({ kind, now }) => {
      const agreed = now.user.name === name.trim();
      if (kind === "conflict" && !agreed) return setTheirs(now);
      adopt(now);
      toast({ tone: "success", title: "Name saved" });
    },
  });

  const edit = (typed: string) => {
    setName(typed);
    setMissing({});
    if (isProblem(saving.error, "validation_failed")) saving.reset();
  };
  const refused = isProblem(saving.error, "validation_failed") ? saving.error.errors.filter((reason) => reason.path === "/name") : [];

  return {
    name,
    dirty,
    theirs,
    busy: saving.isPending,
    fieldErrors: refused.length > 0 ? { name: refused.map((reason) => reason.message) } : missing,
    error: refused.length > 0 ? null : saving.error,
    edit,
    submit: () => {
      if (saving.isPending) return;
      if (name.trim() === "") return setMissing({ name: ["Enter a name."] });
      if (dirty) saving.mutate(known);
    },
    discard: () => {
      edit(known.user.name);
      saving.reset();
    },
    takeTheirs: () => theirs && adopt(theirs),
    saveMine: () => theirs && saving.mutate(theirs),
  };
}

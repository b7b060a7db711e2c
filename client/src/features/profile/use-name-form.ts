import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isProblem } from "../../lib/problem.ts";
import { session } from "../../lib/session/browser-session.ts";
import type { FieldErrors } from "../../lib/use-submission.ts";
import { useToast } from "../../ui/toasts.tsx";
import type { ReadProfile } from "./profile-query.ts";
import { saveName } from "./save-name.ts";

/** The name being edited. What is typed stays until it is saved or thrown away, whatever the server says. */
export function useNameForm(start: ReadProfile) {
  const [known, setKnown] = useState(start);
  const [name, setName] = useState(start.user.name);
  const [theirs, setTheirs] = useState<ReadProfile | null>(null);
  const [missing, setMissing] = useState<FieldErrors>({});
  const queries = useQueryClient();
  const toast = useToast();
  const dirty = name.trim() !== known.user.name;

  const adopt = (now: ReadProfile) => {
    setKnown(now);
    setName(now.user.name);
    setTheirs(null);
    session.updateUser(now.user);
  };

  const saving = useMutation({
    mutationFn: (etag: string | null) => saveName(name.trim(), etag),
    onSuccess: ({ kind, now }) => {
      const agreed = now.user.name === name.trim();
      if (kind === "conflict" && !agreed) return setTheirs(now);
      adopt(now);
      toast({ tone: "success", title: "Name saved" });
      void queries.invalidateQueries({ queryKey: ["me", "activity"] });
    },
  });

  const edit = (typed: string) => {
    setName(typed);
    setMissing({});
    if (isProblem(saving.error, "validation_failed")) saving.reset();
  };

  const submit = () => {
    if (saving.isPending) return;
    if (name.trim() === "") return setMissing({ name: ["Enter your name."] });
    if (dirty) saving.mutate(known.etag);
  };

  const refused = isProblem(saving.error, "validation_failed") ? saving.error.errors.filter((reason) => reason.path === "/name") : [];

  return {
    name,
    dirty,
    theirs,
    busy: saving.isPending,
    saved: saving.isSuccess,
    fieldErrors: refused.length > 0 ? { name: refused.map((reason) => reason.message) } : missing,
    error: refused.length > 0 ? null : saving.error,
    edit,
    submit,
    discard: () => {
      edit(known.user.name);
      saving.reset();
    },
    takeTheirs: () => theirs && adopt(theirs),
    saveMine: () => theirs && saving.mutate(theirs.etag),
  };
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { withoutEmpty } from "../../lib/account-checks.ts";
import { isProblem } from "../../lib/problem.ts";
import { renewToken } from "../../lib/session/renew-token.ts";
import type { FieldErrors } from "../../lib/use-submission.ts";
import { useToast } from "../../ui/toasts.tsx";
import type { ReadOrganization } from "./organization-queries.ts";
import { saveOrganization } from "./save-organization.ts";

/** What can be typed. */
type Typed = { name: string; slug: string };

/** Name and address being edited. What is typed stays until it is saved or thrown away, whatever the server says. */
export function useGeneralForm(start: ReadOrganization) {
  const [known, setKnown] = useState(start);
  const [typed, setTyped] = useState<Typed>(start.organization);
  const [theirs, setTheirs] = useState<ReadOrganization | null>(null);
  const [missing, setMissing] = useState<FieldErrors>({});
  const queries = useQueryClient();
  const toast = useToast();
  const mine = { name: typed.name.trim(), slug: typed.slug.trim().toLowerCase() };
  const isDirty = (of: Typed) => mine.name !== of.name || mine.slug !== of.slug;
  const dirty = isDirty(known.organization);

  const adopt = async (now: ReadOrganization) => {
    setKnown(now);
    setTyped(now.organization);
    setTheirs(null);
    // The frame and the address of this page follow the next token.
    await renewToken();
    void queries.invalidateQueries({ queryKey: ["me"] });
  };

  const saving = useMutation({
    mutationFn: (etag: string | null) => saveOrganization({ organizationId: known.organization.id, body: mine, etag }),
    onSuccess: async ({ kind, now }) => {
      if (kind === "conflict" && isDirty(now.organization)) return setTheirs(now);
      await adopt(now);
      toast({ tone: "success", title: "Saved" });
    },
  });

  const edit = (field: keyof Typed, value: string) => {
    setTyped({ ...typed, [field]: value });
    setMissing({});
    if (isProblem(saving.error, "validation_failed", "slug_taken")) saving.reset();
  };

  const submit = () => {
    if (saving.isPending) return;
    const reasons = withoutEmpty({ name: mine.name ? [] : ["Enter a name."], slug: mine.slug ? [] : ["Enter an address."] });
    if (Object.keys(reasons).length > 0) return setMissing(reasons);
    if (dirty) saving.mutate(known.etag);
  };

  const refused = reasonsOf(saving.error);
  const isRefused = Object.keys(refused).length > 0;
  return {
    typed,
    mine,
    dirty,
    theirs,
    busy: saving.isPending,
    saved: saving.isSuccess,
    fieldErrors: isRefused ? refused : missing,
    error: isRefused ? null : saving.error,
    edit,
    submit,
    discard: () => {
      setTyped(known.organization);
      setMissing({});
      saving.reset();
    },
    takeTheirs: () => theirs && void adopt(theirs),
    saveMine: () => theirs && saving.mutate(theirs.etag),
  };
}

/** Why the server refused single fields. */
export function reasonsOf(error: unknown): FieldErrors {
  if (isProblem(error, "slug_taken")) return { slug: ["Another organization has this address. Choose another one."] };
  if (!isProblem(error, "validation_failed")) return {};
  const reasons = (field: string) => error.errors.filter(({ path }) => path === `/${field}`).map(({ message }) => message);
  return withoutEmpty({ name: reasons("name"), slug: reasons("slug") });
}

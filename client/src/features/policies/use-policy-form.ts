import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import { renewToken } from "../../lib/session/renew-token.ts";
import { useOnline } from "../../lib/use-online.ts";
import { useToast } from "../../ui/toasts.tsx";
import { changedFields, draftOf, isStricter, type PolicyDraft, type PolicyField, rebaseDraft } from "./policy-draft.ts";
import { type PolicyInput, policyPreview, type ReadPolicy, readPolicy } from "./policy-queries.ts";

const pauseMs = 300;

/** A policy being edited. What was chosen stays until it is saved or thrown away, whatever the server says, and whatever others do meanwhile. */
export function usePolicyForm(organizationId: string, start: ReadPolicy) {
  const [known, setKnown] = useState(start);
  const [draft, setDraft] = useState(draftOf(start.policy));
  const [graceDays, setGraceDays] = useState(7);
  /** The fields that somebody else has changed while this was edited. */
  const [meanwhile, setMeanwhile] = useState<PolicyField[] | null>(null);
  const queries = useQueryClient();
  const toast = useToast();
  const base = draftOf(known.policy);
  const changed = changedFields(base, draft);
  const body: PolicyInput = { ...draft, ...(isStricter(base, draft) && { graceDays }) };
  const preview = usePreview(organizationId, body);

  const saving = useMutation({
    mutationFn: async (): Promise<{ isSaved: boolean; now: ReadPolicy }> => {
      try {
        const headers: Record<string, string> = known.etag === null ? {} : { "If-Match": known.etag };
        const saved = await api("PUT /organizations/{organizationId}/policy", { params: { organizationId }, body, headers });
        return { isSaved: true, now: { policy: saved.data, etag: saved.etag } };
      } catch (error) {
        if (!isProblem(error, "precondition_failed")) throw error;
        return { isSaved: false, now: await readPolicy(organizationId) };
      }
    },
    onSuccess: ({ isSaved, now }) => {
      const theirs = draftOf(now.policy);
      setKnown(now);
      setDraft(isSaved ? theirs : rebaseDraft(base, draft, theirs));
      setMeanwhile(isSaved ? null : changedFields(base, theirs));
      if (!isSaved) return;
      toast({ tone: "success", title: "Policy saved", detail: "It counts from everybody’s next request on." });
      void queries.invalidateQueries({ queryKey: ["organization", organizationId, "policy-preview"] });
      void renewToken();
    },
  });

  const change = (changes: Partial<PolicyDraft>) => {
    setDraft({ ...draft, ...changes });
    if (saving.error) saving.reset();
  };
  return {
    policy: known.policy,
    base,
    draft,
    changed,
    dirty: changed.length > 0,
    isStricter: isStricter(base, draft),
    graceDays,
    setGraceDays,
    meanwhile,
    preview,
    busy: saving.isPending,
    error: saving.error,
    reasons: (field: PolicyField) => reasonsOf(saving.error ?? preview.error, field, draft[field]),
    change,
    discard: () => {
      change(base);
      setMeanwhile(null);
    },
    save: () => !saving.isPending && saving.mutate(),
    /** Something was proven or added meanwhile: what is missing may be less now. */
    lookAgain: async () => {
      if (saving.error) saving.reset();
      await renewToken();
      await preview.refetch();
    },
  };
}

/** What the policy would do, asked when the editing pauses. */
function usePreview(organizationId: string, body: PolicyInput) {
  const { online } = useOnline();
  const wanted = JSON.stringify(body);
  const [asked, setAsked] = useState(wanted);
  useEffect(() => {
    if (wanted === asked) return;
    const timer = setTimeout(() => setAsked(wanted), pauseMs);
    return () => clearTimeout(timer);
  }, [wanted, asked]);
  const query = useQuery({ ...policyPreview(organizationId, JSON.parse(asked) as PolicyInput), enabled: online });
  return { ...query, isLooking: wanted !== asked || query.isFetching };
}

/** Why a field, or one of its items, was refused. */
function reasonsOf(error: unknown, field: PolicyField, value: PolicyDraft[PolicyField]): string[] {
  if (!isProblem(error, "validation_failed")) return [];
  return error.errors.flatMap(({ path, message }) => {
    const [, name, index] = path.split("/");
    const item = Array.isArray(value) && index !== undefined ? value[Number(index)] : undefined;
    return name !== field ? [] : [item === undefined ? message : `${item}: ${message}`];
  });
}

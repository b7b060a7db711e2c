import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SecurityNotice } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { failureToast } from "../../ui/failure-toast.ts";
import { useToast } from "../../ui/toasts.tsx";
import { noticePages, showDismissed } from "./notice-queries.ts";

/** Dismisses one notice, or all (`null`): shown at once, and taken back if the server could not be told. */
export function useDismissal() {
  const queries = useQueryClient();
  const toast = useToast();
  const dismissing = useMutation({
    mutationFn: async (notice: SecurityNotice | null) => {
      if (notice) await api("POST /me/notices/{noticeId}/dismiss", { params: { noticeId: notice.id } });
      else await api("POST /me/notices/dismiss-all", {});
    },
    onMutate: (notice) => showDismissed(queries, notice),
    onError: (error, _, before) => {
      queries.setQueryData(noticePages.queryKey, before);
      if (!(error instanceof SignedOut)) toast(failureToast("Nothing was dismissed", error));
    },
    onSuccess: (_, notice) => notice === null && toast({ tone: "success", title: "All notices dismissed" }),
    onSettled: () => {
      for (const what of ["notices", "activity"]) void queries.invalidateQueries({ queryKey: ["me", what] });
    },
  });
  return { dismiss: (notice: SecurityNotice | null) => dismissing.mutate(notice), busy: dismissing.isPending };
}

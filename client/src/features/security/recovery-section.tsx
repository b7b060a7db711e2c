import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Security } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { Unreachable } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useReadOnly } from "../../lib/session/use-read-only.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/section.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { useReadAgain } from "./security-queries.ts";
import { StayForAnswer } from "./stay-for-answer.tsx";

interface RecoverySectionProps {
  recoveryCodes: Security["recoveryCodes"];
  onRecoveryCodes: (codes: readonly string[]) => void;
}

const few = 3;

/** How many recovery codes are left, and the way to new ones. */
export function RecoverySection({ recoveryCodes, onRecoveryCodes }: RecoverySectionProps) {
  const [isAsking, setIsAsking] = useState(false);
  const readOnly = useReadOnly();
  const toast = useToast();
  const readAgain = useReadAgain();
  const making = useMutation({
    mutationFn: async () => (await api("POST /me/recovery-codes", {})).data.recoveryCodes,
    onSuccess: (codes) => {
      onRecoveryCodes(codes);
      void readAgain();
    },
    onError: (error) => {
      if (error instanceof SignedOut) return;
      toast(
        error instanceof Unreachable
          ? {
              tone: "danger",
              title: "No answer came",
              detail: "The codes you had may not work any more. Make new ones once the server can be reached.",
            }
          : failureToast("No new codes were made: the ones you have still work", error),
      );
      void readAgain();
    },
    onSettled: () => setIsAsking(false),
  });

  if (recoveryCodes === null)
    return (
      <Section title="Recovery codes">
        <p className="max-w-prose text-ink-2">
          Ten codes for when your phone or your passkeys are gone. They come with your first second factor.
        </p>
      </Section>
    );

  const { left, total, createdAt } = recoveryCodes;
  return (
    <Section title="Recovery codes">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <p>
          {left} of {total} left{" "}
          <span className="text-ink-3">
            · made on <Time at={createdAt} as="day" />
          </span>
        </p>
        <Button size="small" disabled={readOnly} onClick={() => setIsAsking(true)}>
          Make new codes
        </Button>
      </div>
      {left < few && (
        <Notice tone="warn" title={left === 0 ? "No recovery code is left" : "Few recovery codes are left"}>
          Make new ones while you can still sign in.
        </Notice>
      )}
      {making.isPending && <StayForAnswer />}
      <ConfirmDialog
        open={isAsking}
        title="Make new recovery codes?"
        confirmLabel="Make new codes"
        busyLabel="Making…"
        busy={making.isPending}
        onConfirm={() => making.mutate()}
        onCancel={() => setIsAsking(false)}
      >
        <p>{left === 0 ? "The ones you had are used up." : `The ${left === 1 ? "one" : left} you have left will not work any more.`}</p>
      </ConfirmDialog>
    </Section>
  );
}

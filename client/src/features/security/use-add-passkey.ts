import { useMutation } from "@tanstack/react-query";
import type { AnswerOf } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { makePasskey } from "../../lib/passkeys.ts";
import { Unreachable } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { renewToken } from "../../lib/session/renew-token.ts";
import { failureToast } from "../../ui/failure-toast.ts";
import { useToast } from "../../ui/toasts.tsx";
import { useReadAgain } from "./security-queries.ts";

type Added = AnswerOf<"POST /me/passkeys">;

/** Makes a passkey where the person chooses and adds it to the account. */
export function useAddPasskey(onAdded: (added: Added) => void) {
  const toast = useToast();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: async () => {
      const { data: offer } = await api("POST /me/passkeys/options", {});
      const response = await makePasskey(offer.options);
      return (await api("POST /me/passkeys", { body: { token: offer.token, response } })).data;
    },
    onSuccess: async (added) => {
      await renewToken();
      await readAgain();
      toast({ tone: "success", title: "Passkey added" });
      onAdded(added);
    },
    onError: (error) => {
      if (error instanceof SignedOut || error.name === "AbortError") return;
      if (error instanceof Unreachable) {
        toast({
          tone: "danger",
          title: "No answer came",
          detail:
            "The passkey may have been added. If it is in the list later, make new recovery codes: those that came with it were not shown.",
        });
        return void readAgain();
      }
      toast(
        error.name === "PasskeyRefused"
          ? { tone: "danger", title: "No passkey was added", detail: error.message }
          : failureToast("No passkey was added", error),
      );
    },
  });
}

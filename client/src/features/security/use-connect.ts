import { useMutation } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { failureToast } from "../../ui/failure-toast.ts";
import { useToast } from "../../ui/toasts.tsx";

/** Goes to a provider, which leads back here. */
export function useConnect(provider: string, name: string) {
  const toast = useToast();
  return useMutation({
    mutationFn: async () => {
      const { data } = await api("POST /me/connections/{provider}/start", { params: { provider }, body: { next: "/me/security" } });
      location.assign(data.url);
    },
    onError: (error) => error instanceof SignedOut || toast(failureToast(`${name} was not connected`, error)),
  });
}

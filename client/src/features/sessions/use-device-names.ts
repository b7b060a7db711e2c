import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { MySession } from "../../api/types.ts";
import { withoutEmpty } from "../../lib/account-checks.ts";
import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import type { FieldErrors } from "../../lib/use-submission.ts";
import { failureToast } from "../../ui/failure-toast.ts";
import { useToast } from "../../ui/toasts.tsx";
import { nameOf } from "./describe-session.ts";
import { replaceSession } from "./session-queries.ts";
import { useAlreadyEnded } from "./use-already-ended.ts";

/** A name on its way: what was typed, whether the server is being told, and what it had against it. */
interface Naming {
  text: string;
  saving: boolean;
  errors: FieldErrors;
}

/** The names being typed, by session. What was typed stays until it is saved or thrown away, whatever the server says. */
export type DeviceNames = ReturnType<typeof useDeviceNames>;

/** Renames devices: the new name is shown at once, and a failure brings what was typed back to be mended. */
export function useDeviceNames(sessions: readonly MySession[]) {
  const [namings, setNamings] = useState<Partial<Record<string, Naming>>>({});
  const queries = useQueryClient();
  const toast = useToast();
  const sayEnded = useAlreadyEnded();

  const set = ({ id }: MySession, naming: Naming | undefined) => setNamings((all) => ({ ...all, [id]: naming }));
  /** Ends what was being saved; an edit begun since is another one. */
  const settle = ({ id }: MySession, then: (saved: Naming) => Naming | undefined) =>
    setNamings((all) => (all[id]?.saving ? { ...all, [id]: then(all[id]) } : all));

  const saving = useMutation({
    mutationFn: async ({ session, name }: { session: MySession; name: string | null }) =>
      (await api("PATCH /me/sessions/{sessionId}", { params: { sessionId: session.id }, body: { name } })).data,
    onSuccess: async (now, { session }) => {
      await replaceSession(queries, now);
      settle(session, () => undefined);
      toast({ tone: "success", title: now.name === null ? "Name taken away" : `Renamed to ${now.name}` });
    },
    onError: async (error, { session }) => {
      if (isProblem(error, "not_found")) {
        settle(session, () => undefined);
        return sayEnded(session);
      }
      const reasons = isProblem(error, "validation_failed") ? error.errors.filter(({ path }) => path === "/name") : [];
      const errors = withoutEmpty({ name: reasons.map(({ message }) => message) });
      settle(session, ({ text }) => ({ text, saving: false, errors }));
      if (reasons.length === 0 && !(error instanceof SignedOut)) toast(failureToast(`${nameOf(session)} was not renamed`, error));
    },
  });

  return {
    /** Whether leaving now would lose something. */
    dirty: sessions.some((session) => {
      const naming = namings[session.id];
      return naming !== undefined && !naming.saving && wanted(naming) !== session.name;
    }),
    /** The name being typed for a session; undefined while none is. */
    typing: ({ id }: MySession): Naming | undefined => (namings[id]?.saving ? undefined : namings[id]),
    /** The session as it is to be shown: with its new name while that is being saved. */
    shown: (session: MySession): MySession => {
      const naming = namings[session.id];
      return naming?.saving ? { ...session, name: wanted(naming) } : session;
    },
    begin: (session: MySession) => set(session, { text: session.name ?? "", saving: false, errors: {} }),
    edit: (session: MySession, text: string) => set(session, { text, saving: false, errors: {} }),
    cancel: (session: MySession) => set(session, undefined),
    save: (session: MySession) => {
      const naming = namings[session.id];
      if (!naming) return;
      const name = wanted(naming);
      if (name === session.name) return set(session, undefined);
      set(session, { ...naming, saving: true });
      saving.mutate({ session, name });
    },
  };
}

/** Nothing but blanks takes the name away. */
function wanted({ text }: Naming): string | null {
  return text.trim() || null;
}

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Member } from "../../api/types.ts";
import { useOrganization } from "../../lib/organization.ts";
import { Unreachable } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { membersKey } from "./member-queries.ts";

/** How it went with one of several: nothing yet, under way, done, or why not. */
export type OneResult = { state: "waits" | "doing" | "done" } | { state: "kept"; why: string };

/** Does something to several members, one after the other, and tells of each how it went. A refusal of one stops none of the others. */
export function useOneByOne(members: readonly Member[], send: (member: Member) => Promise<unknown>) {
  const { id } = useOrganization();
  const queries = useQueryClient();
  const [results, setResults] = useState<ReadonlyMap<string, OneResult>>(new Map());
  const [state, setState] = useState<"asked" | "under way" | "over">("asked");
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => void (isLeft.current = true);
  }, []);

  const note = (member: Member, result: OneResult) => setResults((before) => new Map(before).set(member.user.id, result));

  const begin = async () => {
    if (state !== "asked") return;
    setState("under way");
    for (const member of members) {
      if (isLeft.current) break;
      note(member, { state: "doing" });
      try {
        await send(member);
        note(member, { state: "done" });
      } catch (error) {
        note(member, { state: "kept", why: whyOf(error) });
        if (error instanceof SignedOut) break;
      }
    }
    setState("over");
    await queries.invalidateQueries({ queryKey: membersKey(id) });
  };

  const resultOf = ({ user }: Member): OneResult => results.get(user.id) ?? { state: "waits" };
  return { state, resultOf, done: members.filter((member) => resultOf(member).state === "done").length, begin };
}

function whyOf(error: unknown): string {
  if (error instanceof Unreachable) return "No answer came: look again.";
  return error instanceof Error && !(error instanceof SignedOut) ? error.message : "The server could not be told.";
}

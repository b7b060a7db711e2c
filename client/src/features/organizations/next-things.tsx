import { useQuery } from "@tanstack/react-query";
import { mySecurity } from "../../lib/api-security.ts";
import { Section } from "../../ui/section.tsx";
import type { AddFactor } from "./entry-refused.tsx";
import { ThingToDo } from "./thing-to-do.tsx";

/** The first things to do in an organization, each of which can be done right here and ticks itself off. */
export function NextThings({ addFactor }: { addFactor: AddFactor }) {
  const { data: security, refetch } = useQuery(mySecurity);
  const hasFactor = security ? security.totp !== null || security.passkeys.length > 0 : undefined;
  return (
    <Section title="Next things to do">
      <ol className="-mt-3">
        <ThingToDo
          title="Add a second factor to your account"
          why="So that your password alone opens nothing."
          isDone={hasFactor}
          done="Your account has one."
          begin="Add"
        >
          {addFactor({ isPasskeyOnly: false, onAdded: () => void refetch() })}
        </ThingToDo>
      </ol>
    </Section>
  );
}

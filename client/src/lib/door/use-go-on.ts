import { useEffect } from "react";
import type { DoorProps } from "./door.ts";
import { keep } from "./kept.ts";

/** Leaves as soon as this browser is signed in, in whichever tab; the next person at this device does not find the address. */
export function useGoOn({ session, leave }: Pick<DoorProps, "session" | "leave">, next: string): void {
  useEffect(() => {
    const goOn = () => {
      if (session.getSnapshot().state !== "in") return;
      keep("email", null);
      leave(next);
    };
    goOn();
    return session.subscribe(goOn);
  }, [session, leave, next]);
}

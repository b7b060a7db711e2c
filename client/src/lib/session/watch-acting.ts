import type { Acting } from "./acting.ts";

/** Calls `forget` whenever this tab begins to show another person's things, or its own again. */
export function watchActing({ subscribe, getSnapshot }: Pick<Acting, "subscribe" | "getSnapshot">, forget: () => void): () => void {
  const actedFor = () => {
    const now = getSnapshot();
    return now.state === "acting" ? now.session.id : null;
  };
  let known = actedFor();
  return subscribe(() => {
    if (actedFor() === known) return;
    known = actedFor();
    forget();
  });
}

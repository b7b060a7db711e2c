import { createContext, useContext, useEffect } from "react";

/** The forms on the screen that hold something unsaved. */
export interface Drafts {
  add: (draft: symbol) => void;
  remove: (draft: symbol) => void;
  exist: () => boolean;
}

/** Makes the list, empty. */
export function createDrafts(): Drafts {
  const open = new Set<symbol>();
  return { add: (draft) => void open.add(draft), remove: (draft) => void open.delete(draft), exist: () => open.size > 0 };
}

/** Where forms note that they hold something unsaved; absent in tests and on single parts. */
export const DraftsContext = createContext<Drafts | null>(null);

/** Notes a draft for as long as `dirty`, and lets the browser ask before the window is closed or left. */
export function useDraft(dirty: boolean): void {
  const drafts = useContext(DraftsContext);
  useEffect(() => {
    if (!dirty) return;
    const draft = Symbol("draft");
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    drafts?.add(draft);
    window.addEventListener("beforeunload", ask);
    return () => {
      drafts?.remove(draft);
      window.removeEventListener("beforeunload", ask);
    };
  }, [dirty, drafts]);
}

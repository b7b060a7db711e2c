import { useOnline } from "../use-online.ts";
import { useActing } from "./use-acting.ts";

/** Whether nothing can be changed here: there is no network, or this tab acts for somebody, who alone can. */
export function useReadOnly(): boolean {
  const { online } = useOnline();
  const isActing = useActing().state === "acting";
  return isActing || !online;
}

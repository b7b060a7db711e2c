import { useState } from "react";

/** What was read last: it stays on the page, with what is being typed over it, also when the cache is emptied because the session has ended. */
export function useKept<Data>(data: Data | undefined): Data | undefined {
  const [kept, setKept] = useState(data);
  if (data !== undefined && data !== kept) setKept(data);
  return data ?? kept;
}

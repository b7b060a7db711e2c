import { useEffect, useState } from "react";
import type { AuthOptions } from "../api/types.ts";
import { request } from "./request.ts";

/** What this instance allows before being signed in; null until the server has answered, or when it does not. */
export function useAuthOptions(): AuthOptions | null {
  const [options, setOptions] = useState<AuthOptions | null>(null);
  useEffect(() => {
    const left = new AbortController();
    request("GET /auth/options", { signal: left.signal }).then(
      ({ data }) => setOptions(data),
      () => {},
    );
    return () => left.abort();
  }, []);
  return options;
}

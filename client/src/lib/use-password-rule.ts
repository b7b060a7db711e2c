import { useEffect, useState } from "react";
import { type PasswordRule, usualPasswordRule } from "./password-reasons.ts";
import { request } from "./request.ts";

/** This instance's rule for passwords; the usual one until the server has answered, or when it does not. */
export function usePasswordRule(): PasswordRule {
  const [rule, setRule] = useState(usualPasswordRule);
  useEffect(() => {
    const left = new AbortController();
    request("GET /auth/options", { signal: left.signal }).then(
      ({ data }) => setRule(data.password),
      () => {},
    );
    return () => left.abort();
  }, []);
  return rule;
}

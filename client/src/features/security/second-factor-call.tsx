import { type QueryClient, useQuery } from "@tanstack/react-query";
import { mySecurity } from "../../lib/api-security.ts";
import { freshProof } from "../../lib/fresh-proof.ts";
import { renewToken } from "../../lib/session/renew-token.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { PageLink } from "../../ui/page-link.tsx";

/**
 * Leads an administrator to the second factor that the role asks for: to set one up, or to show the one there is, when this session
 * was begun without it. Nothing while all is well, or while that is not known.
 */
export function SecondFactorCall({ queries }: { queries: QueryClient }) {
  // Beside the pages, so not under their provider.
  const { data } = useQuery(mySecurity, queries);
  const isMissing = data?.isSecondFactorRequired && !data.methods.includes("mfa");
  const hasOne = data !== undefined && (data.totp !== null || data.passkeys.length > 0);
  const confirm = async () => {
    if (!(await freshProof.ask())) return;
    await renewToken();
    await queries.invalidateQueries();
  };
  return (
    <Banner icon="person">
      {isMissing &&
        (hasOne ? (
          <>
            You signed in here without your second factor, which administrators need.{" "}
            <Button size="small" className="ms-2" onClick={() => void confirm()}>
              Confirm with it
            </Button>
          </>
        ) : (
          <>
            Administrators need a second factor. Until you have one, what only they can do is closed to you.{" "}
            <PageLink to="/me/security">Set one up</PageLink>
          </>
        ))}
    </Banner>
  );
}

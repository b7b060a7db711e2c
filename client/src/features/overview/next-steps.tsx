import { useQuery } from "@tanstack/react-query";
import type { User } from "../../api/types.ts";
import { authOptions } from "../../lib/api-options.ts";
import { CopyText } from "../../ui/copy-text.tsx";
import { Mono } from "../../ui/mono.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Steps } from "../../ui/steps.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { signInCommand, whoAmICommand } from "./curl.ts";

const confirmAddress = {
  title: "Confirm your address",
  body: (
    <p>
      It lets you back in when the password is lost. <PageLink to="/me/email">Confirm it with a mailed code</PageLink>.
    </p>
  ),
};

/** What can be done here today. */
export function NextSteps({ user: { email, emailVerifiedAt } }: { user: User }) {
  const { origin } = location;
  const { data: options } = useQuery(authOptions);
  const toConfirm = emailVerifiedAt === null && options !== undefined && options.mail !== "off";
  return (
    <Steps
      steps={[
        ...(toConfirm ? [confirmAddress] : []),
        {
          title: "Sign in from a terminal",
          body: (
            <>
              <p>
                Put your password into <Mono>PASSWORD</Mono>. The answer holds a short-lived access token and a refresh token.
              </p>
              <CopyText value={signInCommand(origin, email)} what="the command that signs in" block />
            </>
          ),
        },
        {
          title: "Make your first call",
          body: (
            <>
              <p>
                Put the <Mono>accessToken</Mono> into <Mono>TOKEN</Mono>. All other calls are in the{" "}
                <TextLink href="/docs">API reference</TextLink>.
              </p>
              <CopyText value={whoAmICommand(origin)} what="the first call" block />
            </>
          ),
        },
        {
          title: "Look for what was not you",
          body: (
            <p>
              Every sign-in is in <PageLink to="/me/activity">your activity</PageLink>, this one too. If one there is not yours,{" "}
              <PageLink to="/me/password">change your password</PageLink>: every other device is signed out at once.
            </p>
          ),
        },
      ]}
    />
  );
}

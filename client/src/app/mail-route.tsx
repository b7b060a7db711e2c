import { QueryClientProvider } from "@tanstack/react-query";
import { MailPage } from "../features/development-mail/mail-page.tsx";
import { queries } from "./queries.ts";

/** The mails of a development instance, for whoever waits for one. */
export function MailRoute() {
  return (
    <QueryClientProvider client={queries}>
      <MailPage />
    </QueryClientProvider>
  );
}

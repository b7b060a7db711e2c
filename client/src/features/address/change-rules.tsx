import { Steps } from "../../ui/steps.tsx";

/** How a change of address goes, before it is begun. */
export function ChangeRules() {
  return (
    <Steps
      steps={[
        {
          title: "Both mailboxes are asked",
          body: "A code goes to the old and to the new address, so that nobody who only borrowed your screen can take the account away.",
        },
        { title: "Your other devices are signed out", body: "This one stays signed in." },
        { title: "It can be undone", body: "For 72 hours, with a link in a mail to the old address." },
      ]}
    />
  );
}

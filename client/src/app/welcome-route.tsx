import { WaysIn } from "../features/joining/ways-in.tsx";
import { useEnterNew } from "../features/organizations/use-enter-new.ts";
import { WelcomePage } from "../features/organizations/welcome-page.tsx";

/** The first steps, with the organizations that a person can join: a part that another feature lends. */
export function WelcomeRoute() {
  const enter = useEnterNew();
  return <WelcomePage joining={<WaysIn onJoined={enter} />} />;
}

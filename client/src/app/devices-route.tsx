import { DevicesPage } from "../features/sessions/devices-page.tsx";
import { SignOutDialog } from "./sign-out-dialog.tsx";

/** The devices, with the sign-out that the account's menu has too. */
export function DevicesRoute() {
  return <DevicesPage SignOut={SignOutDialog} />;
}

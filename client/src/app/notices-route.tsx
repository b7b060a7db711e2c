import { NoticesPage } from "../features/notices/notices-page.tsx";
import { SignOutDialog } from "./sign-out-dialog.tsx";

/** The security notices, with the sign-out that the account's menu has too. */
export function NoticesRoute() {
  return <NoticesPage SignOut={SignOutDialog} />;
}

import { renderToString } from "react-dom/server";
import { AuthPage, type AuthPageName } from "./auth-page.tsx";

/** The markup of an auth page as it is before its script has arrived. */
export function prerenderAuthPage(name: AuthPageName): string {
  return renderToString(<AuthPage name={name} setupToken={null} />);
}

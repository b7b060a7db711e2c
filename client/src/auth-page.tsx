import { SetupPage } from "./features/setup/setup-page.tsx";
import { SignInPage } from "./features/sign-in/sign-in-page.tsx";
import { SignUpPage } from "./features/sign-up/sign-up-page.tsx";
import { session } from "./lib/session/browser-session.ts";

/** The pages before being signed in; each has an HTML file of its own name. */
export type AuthPageName = "sign-in" | "sign-up" | "setup";

/** One of the auth pages, the same at build time and in the browser. */
export function AuthPage({ name, setupToken }: { name: AuthPageName; setupToken: string | null }) {
  if (name === "sign-in") return <SignInPage session={session} leave={leave} />;
  if (name === "sign-up") return <SignUpPage session={session} leave={leave} />;
  return <SetupPage session={session} leave={leave} token={setupToken} />;
}

function leave(path: string): void {
  location.replace(path);
}

import { hydrateRoot } from "react-dom/client";
import { AuthPage, type AuthPageName } from "./auth-page.tsx";
import { takeSetupToken } from "./features/setup/setup-token.ts";
import { session } from "./lib/session/browser-session.ts";
import { mayBeSignedIn } from "./lib/session/hint.ts";

const name = document.documentElement.dataset.page as AuthPageName;
const setupToken = name === "setup" ? takeSetupToken(location, history) : null;
const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root.");

hydrateRoot(root, <AuthPage name={name} setupToken={setupToken} />);
session.start({ ask: name !== "setup" && mayBeSignedIn() });

// Coming back by the browser's back button must not show a form that is still being sent.
addEventListener("pageshow", (event) => event.persisted && location.reload());

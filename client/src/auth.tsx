import { hydrateRoot } from "react-dom/client";
import { AuthPage, loadDoorPage } from "./auth-page.tsx";
import { takeSetupToken } from "./features/setup/setup-token.ts";
import type { DoorPageName } from "./lib/door/door.ts";
import { takeMailedLink } from "./lib/door/mailed-link.ts";
import { session } from "./lib/session/browser-session.ts";
import { mayBeSignedIn } from "./lib/session/hint.ts";

const name = document.documentElement.dataset.page as DoorPageName;
const link = name === "setup" ? takeSetupToken(location, history) : takeMailedLink(location, history);
const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root.");

// No top-level await: with one the bundler splits the console's start into many small files.
void loadDoorPage(name).then((Page) => hydrateRoot(root, <AuthPage name={name} Page={Page} link={link} />));
// The pages of mailed links and codes work alike for who is signed in and who is not, so they do not ask; an invitation is for a person.
if (name === "sign-in" || name === "sign-up" || name === "join") session.start({ ask: mayBeSignedIn() });

// Coming back by the browser's back button must not show a form that is still being sent.
addEventListener("pageshow", (event) => event.persisted && location.reload());
// Another mailed link in the same tab changes only the fragment, for which browsers load nothing.
addEventListener("hashchange", () => location.hash !== "" && location.reload());

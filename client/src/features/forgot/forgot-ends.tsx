import { AuthShell } from "../../ui/auth-shell.tsx";
import { Button } from "../../ui/button.tsx";
import { buttonClasses } from "../../ui/button-classes.ts";

/** Without mail nobody can prove an address. */
export function NoMailHere() {
  return (
    <AuthShell
      title="No mail here"
      lead="This Gatehouse sends no mail, so it cannot mail you a code. Ask whoever runs it for a new password."
    >
      <a href="/sign-in" className={buttonClasses("secondary", "large", "w-full")}>
        Back to sign-in
      </a>
    </AuthShell>
  );
}

/** Too much time went by between the code and the new password, or another code was asked for meanwhile. */
export function RecoveryEnded({ onAgain }: { onAgain: () => void }) {
  return (
    <AuthShell
      title="The time is up"
      lead="The code was good for ten minutes, or a newer one has replaced it. Your password has not been changed. Ask for a new code: it takes a minute."
    >
      <Button variant="primary" size="large" className="w-full" onClick={onAgain}>
        Ask for a new code
      </Button>
    </AuthShell>
  );
}

/** What goes with the last second factor. */
export function LastOne({ hasPassword }: { hasPassword: boolean }) {
  return (
    <p className="font-medium text-ink">
      It is your only second factor: your recovery codes go with it{hasPassword && ", and the password alone signs you in again"}.
    </p>
  );
}

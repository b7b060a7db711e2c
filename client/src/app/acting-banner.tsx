import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { Unreachable } from "../lib/problem.ts";
import { actor } from "../lib/session/browser-actor.ts";
import { useActing } from "../lib/session/use-acting.ts";
import { Button } from "../ui/button.tsx";
import { failureToast } from "../ui/failure-toast.ts";
import { Icon } from "../ui/icon.tsx";
import { useToast } from "../ui/toasts.tsx";

/** Says on every page, for as long as it lasts, that it is somebody else's, why, and for how long; and afterwards that it has ended. */
export function ActingBanner() {
  const now = useActing();
  const stop = useStop();
  if (now.state === "none") return null;
  return (
    <section
      aria-label="Acting for somebody else"
      className="sticky top-0 z-30 flex flex-wrap items-center gap-x-4 gap-y-2 border-b-2 border-danger bg-danger-soft px-4 py-2.5 text-ink md:px-6"
    >
      <Icon name="person" className="text-danger max-md:hidden" />
      {now.state === "acting" ? (
        <>
          <div className="min-w-0 flex-1 basis-60">
            <output className="block font-semibold wrap-anywhere">
              You see what {now.user.name} sees. You can read, and change nothing.
            </output>
            <p className="line-clamp-2 text-small wrap-anywhere text-ink-2" title={`Reason: ${now.reason}`}>
              {now.user.email} · <MinutesLeft endsAtMs={now.endsAtMs} /> · Reason: {now.reason}
            </p>
          </div>
          <Button variant="danger" onClick={() => void stop(now.user.id)}>
            Stop
          </Button>
        </>
      ) : (
        <>
          <output className="min-w-0 flex-1 basis-60 font-semibold wrap-anywhere">
            You do not see what {now.user.name} sees any more: it has ended. This is your own account again.
          </output>
          <Button onClick={actor.forget}>Understood</Button>
        </>
      )}
    </section>
  );
}

/** Ends it and leads back to the person. */
function useStop() {
  const navigate = useNavigate();
  const toast = useToast();
  return async (userId: string) => {
    await actor.stop().catch((error: unknown) =>
      toast(
        error instanceof Unreachable
          ? {
              tone: "success",
              title: "You have stopped",
              detail: "The server is told when it can be reached. There it ends within 15 minutes in any case.",
            }
          : failureToast("The server did not hear that you stopped; there it ends within 15 minutes", error),
      ),
    );
    void navigate(`/instance/users/${userId}`);
  };
}

function MinutesLeft({ endsAtMs }: { endsAtMs: number }) {
  const minutes = useMinutesLeft(endsAtMs);
  return <span className="whitespace-nowrap">{minutes <= 1 ? "Less than a minute left" : `${minutes} minutes left`}</span>;
}

function useMinutesLeft(endsAtMs: number): number {
  const minutesNow = () => Math.max(0, Math.ceil((endsAtMs - performance.now()) / 60_000));
  const [minutes, setMinutes] = useState(minutesNow);
  useEffect(() => {
    const timer = setInterval(() => setMinutes(minutesNow()), 5_000);
    return () => clearInterval(timer);
  });
  return minutes;
}

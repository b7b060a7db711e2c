import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { session } from "../../lib/session/browser-session.ts";
import { switchOrganization } from "../../lib/session/switch-organization.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { classNames } from "../../ui/class-names.ts";
import { failureToast } from "../../ui/failure-toast.ts";
import { Icon } from "../../ui/icon.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { placeLook } from "./switcher-place.tsx";

interface PersonalPlaceProps {
  userName: string;
  isCurrent: boolean;
  onChosen: () => void;
}

/** The person's own place, without an organization. */
export function PersonalPlace({ userName, isCurrent, onChosen }: PersonalPlaceProps) {
  const navigate = useNavigate();
  const toast = useToast();
  const leaving = useMutation({
    mutationFn: () => switchOrganization(session, null),
    onSuccess: () => {
      onChosen();
      void navigate("/");
    },
    onError: (error) => toast(failureToast("You act where you did", error)),
  });
  const choose = () => {
    if (leaving.isPending) return;
    if (!isCurrent) return leaving.mutate();
    onChosen();
    void navigate("/");
  };
  return (
    <li>
      <button
        type="button"
        aria-current={isCurrent ? "true" : undefined}
        aria-busy={leaving.isPending || undefined}
        onClick={choose}
        className={classNames(placeLook, isCurrent && "bg-sunken")}
      >
        <span className="inline-grid size-6.5 shrink-0 place-items-center">
          <Avatar kind="person" name={userName} />
        </span>
        <span className="grid min-w-0 flex-1 leading-tight">
          <span className={classNames("truncate", isCurrent && "font-semibold")}>Personal</span>
          <span className="truncate text-small text-ink-3">
            <span className="sr-only">, </span>
            {leaving.isPending ? "Leaving the organization’s pages…" : "Your account, no organization"}
          </span>
        </span>
        {isCurrent && <Icon name="check" className="text-accent" />}
      </button>
    </li>
  );
}

import { Toast as Base } from "@base-ui/react/toast";
import { useEffect } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { IconButton } from "./icon-button.tsx";
import { Mono } from "./mono.tsx";
import type { Toast, ToastQueue } from "./toasts.tsx";

const shownMs = 6_000;

const looks = {
  success: { icon: "check", color: "text-accent" },
  danger: { icon: "forbidden", color: "text-danger" },
  info: null,
} as const;

/** The list of toasts: three at most, read out politely, reached with F6. Those of failures stay until dismissed. */
export function Toaster({ queue }: { queue: ToastQueue }) {
  return (
    <Base.Provider limit={3} timeout={shownMs}>
      <Delivery queue={queue} />
      <Base.Portal>
        <Base.Viewport
          aria-label="Notifications (F6)"
          className="fixed inset-x-4 bottom-18 z-40 mx-auto grid max-w-sm gap-2 outline-none md:inset-x-auto md:end-6 md:bottom-6 md:w-96"
        >
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Delivery({ queue }: { queue: ToastQueue }) {
  const { add } = Base.useToastManager<Toast>();
  useEffect(
    () =>
      queue.deliverTo((toast) =>
        // The same words again renew the toast that is there instead of piling up.
        add({
          id: `${toast.tone} ${toast.title}`,
          title: toast.title,
          description: toast.detail,
          data: toast,
          timeout: toast.tone === "danger" ? 0 : shownMs,
        }),
      ),
    [queue, add],
  );
  return null;
}

function ToastList() {
  const { toasts } = Base.useToastManager<Toast>();
  return toasts.map((toast) => {
    const look = looks[toast.data?.tone ?? "info"];
    return (
      <Base.Root
        key={toast.id}
        toast={toast}
        swipeDirection={["down", "right"]}
        className="rounded-control border border-line bg-surface shadow-float transition-[opacity,translate] duration-[180ms] data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
      >
        <Base.Content className="flex items-start gap-2.5 p-3">
          {look && <Icon name={look.icon} className={classNames("mt-0.5", look.color)} />}
          <div className="grid min-w-0 grow gap-0.5">
            <Base.Title className="font-semibold" />
            <Base.Description className="text-ink-2" />
            {toast.data?.requestId && (
              <p className="text-small text-ink-3">
                Request id <Mono>{toast.data.requestId}</Mono>
              </p>
            )}
          </div>
          <Base.Close render={<IconButton icon="close" label="Dismiss" className="-mt-1 -me-1" />} />
        </Base.Content>
      </Base.Root>
    );
  });
}

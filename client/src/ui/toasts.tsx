import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from "react";

/** A word about something that was done elsewhere on the screen. A `danger` one stays until it is dismissed; `info` is neither success nor failure. */
export interface Toast {
  tone: "success" | "danger" | "info";
  title: string;
  detail?: string;
  requestId?: string | null;
}

/** Toasts on their way: those said before the list has loaded wait for it. */
export interface ToastQueue {
  say: (toast: Toast) => void;
  /** Hands over what waits and all that follows. Returns the way to stop. */
  deliverTo: (receive: (toast: Toast) => void) => () => void;
}

/** Makes an empty queue with one reader at most. */
export function createToastQueue(): ToastQueue {
  const waiting: Toast[] = [];
  let reader: ((toast: Toast) => void) | null = null;
  return {
    say: (toast) => (reader ? reader(toast) : void waiting.push(toast)),
    deliverTo: (receive) => {
      reader = receive;
      for (const toast of waiting.splice(0)) receive(toast);
      return () => {
        if (reader === receive) reader = null;
      };
    },
  };
}

const Queue = createContext<ToastQueue | null>(null);
const Toaster = lazy(() => import("./toaster.tsx").then((module) => ({ default: module.Toaster })));

/** Gives its children a place for toasts. The list itself comes after the page, so that it costs the first paint nothing. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [queue] = useState(createToastQueue);
  return (
    <Queue value={queue}>
      {children}
      <Suspense>
        <Toaster queue={queue} />
      </Suspense>
    </Queue>
  );
}

/** The way to say a toast. */
export function useToast(): (toast: Toast) => void {
  const queue = useContext(Queue);
  if (queue === null) throw new Error("There is no ToastProvider above.");
  return queue.say;
}

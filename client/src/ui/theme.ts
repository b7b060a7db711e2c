import { useSyncExternalStore } from "react";

/** Light, dark, or what the system says. */
export type Theme = "system" | "light" | "dark";

const key = "gh:theme";

/** The chosen theme and the way to choose; kept in this browser, where first.js reads it before the first paint, and followed by its other tabs. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, current), choose];
}

function current(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : "system";
}

function choose(theme: Theme): void {
  show(theme);
  try {
    if (theme === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
  }
}

function show(theme: string | null): void {
  const page = document.documentElement.dataset;
  if (theme === "light" || theme === "dark") page.theme = theme;
  else delete page.theme;
}

function subscribe(listener: () => void): () => void {
  const watcher = new MutationObserver(listener);
  watcher.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const followOtherTab = (event: StorageEvent) => event.key === key && show(event.newValue);
  window.addEventListener("storage", followOtherTab);
  return () => {
    watcher.disconnect();
    window.removeEventListener("storage", followOtherTab);
  };
}

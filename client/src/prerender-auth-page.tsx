import { renderToString } from "react-dom/server";
import { AuthPage, doorPageNames, loadDoorPage } from "./auth-page.tsx";
import type { DoorPageName } from "./lib/door/door.ts";

// All at once: whoever imports this at build time cannot load further modules afterwards.
const loaded = new Map(await Promise.all(doorPageNames.map(async (name) => [name, await loadDoorPage(name)] as const)));

/** The markup of an auth page as it is before its script has arrived. */
export function prerenderAuthPage(name: DoorPageName): string {
  const Page = loaded.get(name);
  if (!Page) throw new Error(`There is no page ${name}.`);
  return renderToString(<AuthPage name={name} Page={Page} link={null} />);
}

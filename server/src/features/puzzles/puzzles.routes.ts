import { mount, type Api } from "../../http/mount.ts";
import type { Clock } from "../../platform/clock.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { createPuzzle } from "./create-puzzle.ts";
import { requestPuzzle } from "./puzzles.endpoints.ts";

export function puzzleRoutes(api: Api, deps: { clock: Clock; encryptionKeys: KeyRing }): void {
  mount(api, requestPuzzle, async () => ({ puzzle: await createPuzzle(deps) }));
}

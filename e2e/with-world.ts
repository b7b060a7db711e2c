import { globalSetup, globalTeardown } from "./services.ts";
import { startWorld, type World, type WorldOptions } from "./world.ts";

/** Starts all that a world needs, outside the test runner, and stops it when the work is done or has failed. */
export async function withWorld(work: (world: World) => Promise<void>, options: WorldOptions = {}): Promise<void> {
  try {
    await globalSetup();
    const world = await startWorld({}, options);
    try {
      await work(world);
    } finally {
      await world.close();
    }
  } finally {
    await globalTeardown();
  }
}

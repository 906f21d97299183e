import type { Module } from "./module.ts";
import type { Runtime } from "./runtime.ts";

/** Work that does not end within this many runs goes on at the next tick. */
const MAX_TICK_RUNS = 100;

/** Runs one tick of a module until it has nothing left to do; each run is a transaction of its own. */
export async function runTick(runtime: Runtime, module: Module, tick: Module["ticks"][number]): Promise<void> {
  for (let runs = 0; runs < MAX_TICK_RUNS && (await runtime.inScene(module, (scene) => tick.run(scene))) > 0; runs++);
}

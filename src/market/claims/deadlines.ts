import { AS_SYSTEM, type Runtime } from "../../kernel/machinery/runtime.ts";
import { claims } from "./contract.ts";

const LOOK_EVERY_MS = 30_000;

/**
 * Lets every deadline that has passed act, each claim in a transaction of its own, so that one that cannot be decided
 * holds up no other; and publishes the classes of a new day. Returns how many claims were acted on.
 */
export async function actOnDeadlines(runtime: Runtime, log: (line: string) => void = () => {}): Promise<number> {
  const { claimIds, publish } = await runtime.call(claims.actions.due, {}, AS_SYSTEM);
  let acted = 0;
  for (const claimId of claimIds) {
    try {
      if ((await runtime.call(claims.actions.actOnDeadline, { claimId }, AS_SYSTEM)).acted) acted += 1;
    } catch (error) {
      log(`the deadline of claim ${claimId} could not act and will be tried again: ${String(error)}`);
    }
  }
  if (publish) await runtime.call(claims.actions.publishQuality, {}, AS_SYSTEM);
  return acted;
}

/** Looks now and then; a step by a person looks at its own claim besides, so that nothing hangs on this timer. */
export function startDeadlines(runtime: Runtime, log: (line: string) => void): () => Promise<void> {
  let running: Promise<unknown> | null = null;
  const look = (): void => {
    running ??= actOnDeadlines(runtime, log).catch((error: unknown) => log(`looking at deadlines failed: ${String(error)}`)).finally(() => (running = null));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

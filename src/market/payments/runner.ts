import { AS_SYSTEM, type Runtime } from "../../kernel/machinery/runtime.ts";
import { payments } from "./contract.ts";
import type { Answer, PaymentRail } from "./rail.ts";

const LOOK_EVERY_MS = 3_000;

/**
 * Asks the payer what is to be asked now, outside of any transaction, and notes what it answered. What was tried is
 * written down before it is tried: after a crash the payer is asked how the number stands before it is sent again.
 */
export async function askPayer(runtime: Runtime, rail: PaymentRail, log: (line: string) => void = () => {}): Promise<number> {
  const { tasks } = await runtime.call(payments.actions.nextTasks, {}, AS_SYSTEM);
  for (const task of tasks) {
    const { id: instructionId, no, deed } = task;
    let via = deed;
    let answer: Answer;
    try {
      const submit = (): Promise<Answer> => rail.submit(rail.prepare(task));
      answer = deed === "submit" ? await submit() : deed === "cancel" ? await rail.cancel(no) : await rail.poll(no);
      // It never arrived: the same number goes out again.
      if (deed === "poll" && answer.state === "unknown") [via, answer] = ["submit", await submit()];
    } catch (error) {
      answer = { no, state: "no_answer", problem: String(error).slice(0, 200) };
    }
    try {
      const { no: _no, ...told } = answer;
      await runtime.call(payments.actions.note, { instructionId, via, answer: told }, AS_SYSTEM);
    } catch (error) {
      log(`what the payer said about ${no} could not be noted and will be asked again: ${String(error)}`);
    }
  }
  return tasks.length;
}

/** Looks now and then; never twice at once. */
export function startPayer(runtime: Runtime, rail: PaymentRail, log: (line: string) => void): () => Promise<void> {
  let running: Promise<unknown> | null = null;
  const look = (): void => {
    running ??= askPayer(runtime, rail, log).catch((error: unknown) => log(`asking the payer failed and will be tried again: ${String(error)}`)).finally(() => (running = null));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
